"""Your closed form solves x @ w = y, a line through the origin, and the bias is left at 0. Give b a column
of its own: append a column of ones to x and take the last element of the solution as b.

zh: 你的闭式解求的是 x @ w = y，即一条过原点的直线，偏置始终为 0。要让 b 拥有自己的一列：在 x 末尾加一列 1，并把解的最后一个元素作为 b。

Caught by: closed form
"""

import jax
import jax.numpy as jnp


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    w, *_ = jnp.linalg.lstsq(x, y)
    return w, jnp.zeros(())


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
        params, value = step(params, x, y, lr)
        losses.append(value)
    return params, losses
