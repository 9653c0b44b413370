"""You choose the epoch by its training loss. That one mostly falls as long as one trains; the validation
loss says when it no longer helps.

zh: 你按训练损失来挑选轮次。只要继续训练它大多会下降；何时不再有益要看验证损失。

Caught by: the best epoch
"""

import math

import numpy as np


def loss_and_grads(params, x, y):
    w, b = params
    error = x @ w + b - y  # (n,)
    dw, db = 2 * x.T @ error / len(y), 2 * error.mean()
    return np.mean(error**2), (dw, db)


def fit(params, train, valid, orders, batch_size, lr):
    """Return the best weights and the history."""
    x, y = train
    best, best_loss = params, math.inf
    history = []
    for order in orders:
        total = 0.0
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            loss, grads = loss_and_grads(
                params, x[rows], y[rows]
            )
            # new arrays: best may still be the old ones
            params = tuple(
                p - lr * g for p, g in zip(params, grads)
            )
            total += loss * len(rows)  # a mean times its size
        valid_loss, _ = loss_and_grads(params, *valid)
        history.append((total / len(order), valid_loss))
        if total < best_loss:
            best, best_loss = params, total
    return best, history
