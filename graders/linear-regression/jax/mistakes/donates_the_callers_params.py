"""Your step donates its parameters. In the first iteration these are the caller's: their memory is given to
the result, and the caller holds deleted arrays. Donate only what train made itself, for instance a copy
taken at the start.

zh: 你的 step 捐赠（donate）了参数的缓冲区。第一次迭代时，这些是调用者的数组：内存让给了结果，调用者手里只剩已删除的数组。只能捐赠 train 自己创建的东西，例如开头复制的一份。

Caught by: arguments stay as they were
Question: training-donated-parameters
"""

from functools import partial

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


@partial(jax.jit, donate_argnums=0)
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
