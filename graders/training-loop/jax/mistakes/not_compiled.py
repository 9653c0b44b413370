"""Your step is not compiled: every batch runs the loss in Python and differentiates it anew, operation by
operation. Put `jax.jit` around the step, once, outside of the loops.

zh: 你的一步没有编译：每一批都要在 Python 中执行损失，逐个操作地重新求导。请在循环之外，给这一步套上一次 `jax.jit`。

Caught by: one trace for all epochs
"""

import jax
import jax.numpy as jnp


def loss(params, x, y):
    """Return the mean squared error."""
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2)


evaluate = jax.jit(loss)


def step(params, x, y, lr):
    """Return the weights after a step, and the loss before."""
    value, grads = jax.value_and_grad(loss)(params, x, y)
    new = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new, value


def fit(params, train, valid, orders, batch_size, lr):
    """Return the best weights and the history."""
    x, y = train
    best, best_loss = params, jnp.inf
    history = []
    for order in orders:
        total = 0.0
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            params, value = step(params, x[rows], y[rows], lr)
            total += value * len(rows)  # a mean times its size
        valid_loss = evaluate(params, *valid)
        history.append((total / len(order), valid_loss))
        if valid_loss < best_loss:  # waits, once an epoch
            best, best_loss = params, valid_loss
    return best, history
