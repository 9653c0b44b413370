"""You minimise half the mean of the squared errors. Many books do, because the 2 of the derivative cancels;
this task asks for the mean itself. With half the loss every gradient is half as long, and the same learning
rate makes steps half as wide.

zh: 你最小化的是均方误差的一半。许多教材这样做，因为求导得到的 2 会被约掉；但本题要求的是均值本身。损失减半，梯度也减半，同一学习率走出的步子只有一半大。

Caught by: values
"""

import jax
import jax.numpy as jnp


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = jnp.column_stack([x, jnp.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution, *_ = jnp.linalg.lstsq(design, y)
    return solution[:-1], solution[-1]


def loss(params, x, y):
    """Return half the mean of the squared errors."""
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2) / 2


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
