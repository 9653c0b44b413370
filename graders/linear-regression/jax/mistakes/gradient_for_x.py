"""You differentiate with respect to argnums=1, which is x: the gradient has the shape of the data and does
not fit the parameters. grad counts arguments from 0, so the parameters are argnums=0, the default.

zh: 你用 argnums=1 求导，那是 x：得到的梯度与数据同形，和参数对不上。grad 从 0 开始数参数，模型参数是 argnums=0，也就是默认值。

Caught by: one step of descent
Question: autograd-wrong-argument
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
    value, grads = jax.value_and_grad(loss, argnums=1)(params, x, y)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        params, value = step(params, x, y, lr)
        losses.append(value)
    return params, losses
