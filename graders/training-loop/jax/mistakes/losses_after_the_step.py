"""You measure a batch's loss after its step. The history asks for the loss that the step was computed from;
after it, the batch has just been fitted.

zh: 你在更新之后才测量这一批的损失。history 要的是计算这一步所用的损失；更新之后，这一批刚刚被拟合过。

Caught by: one batch
"""

import jax
import jax.numpy as jnp


def loss(params, x, y):
    """Return the mean squared error."""
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2)


evaluate = jax.jit(loss)


@jax.jit
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
            value = evaluate(params, x[rows], y[rows])
            total += value * len(rows)  # a mean times its size
        valid_loss = evaluate(params, *valid)
        history.append((total / len(order), valid_loss))
        if valid_loss < best_loss:  # waits, once an epoch
            best, best_loss = params, valid_loss
    return best, history
