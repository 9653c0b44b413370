"""You sum the squared errors, the task asks for their mean. With a sum, loss and gradient grow with the
number of rows, and a learning rate that suited the mean makes the training diverge.

zh: 你对平方误差求和，而题目要求取均值。用求和时，损失和梯度随行数增长，适合均值的学习率会让训练发散。

Caught by: values
Question: losses-sum-or-mean
"""

import jax
import jax.numpy as jnp


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = jnp.column_stack([x, jnp.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution, *_ = jnp.linalg.lstsq(design, y)
    return solution[:-1], solution[-1]


def loss(params, x, y):
    """Return the sum of the squared errors."""
    w, b = params
    return jnp.sum((x @ w + b - y) ** 2)


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
