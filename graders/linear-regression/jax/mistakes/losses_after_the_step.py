"""Your losses are measured after each update, so losses[0] is already that of the first step's result.
Measure before you update: losses[i] belongs to the parameters that step i starts from.

zh: 你在每次更新之后才测量损失，因此 losses[0] 已经是第一步之后的损失。应当在更新之前测量：losses[i] 对应第 i 步开始时的参数。

Caught by: reported losses
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
        params, _ = step(params, x, y, lr)
        losses.append(loss(params, x, y))
    return params, losses
