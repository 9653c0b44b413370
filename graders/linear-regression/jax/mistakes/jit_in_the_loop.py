"""jax.jit stands inside the loop around a new lambda. Its cache belongs to the function object, so every
iteration traces and compiles again. Make the compiled step once, outside the loop, and pass what changes as
arguments.

zh: jax.jit 写在循环里，每次都包着一个新的 lambda。它的缓存属于函数对象，于是每次迭代都重新追踪、重新编译。应当在循环之外只创建一次编译好的 step，把变化的量作为参数传入。

Caught by: one trace for all steps
Question: jit-fresh-functions
"""

import jax
import jax.numpy as jnp


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = jnp.column_stack([x, jnp.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution, *_ = jnp.linalg.lstsq(design, y)
    return solution[:-1], solution[-1]


def loss(params, x, y):
    """Return the mean of the squared errors."""
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2)


def step(params, x, y, lr):
    """Return the parameters after one step, and the loss before it."""
    value, grads = jax.value_and_grad(loss)(params, x, y)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        params, value = jax.jit(lambda p: step(p, x, y, lr))(params)
        losses.append(value)
    return params, losses
