"""You call the step but throw its result away. JAX arrays never change: the step returns new parameters,
and unless you bind them, every iteration starts from the first ones. Write params, value = step(params, …).

zh: 你调用了 step，却丢掉了它的结果。JAX 数组不可变：step 返回的是新参数，不接住它们，每次迭代都会从最初的参数开始。应写成 params, value = step(params, …)。

Caught by: one step of descent
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


@jax.jit
def step(params, x, y, lr):
    """Return the parameters after one step, and the loss before it."""
    value, grads = jax.value_and_grad(loss)(params, x, y)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        _, value = step(params, x, y, lr)
        losses.append(value)
    return params, losses
