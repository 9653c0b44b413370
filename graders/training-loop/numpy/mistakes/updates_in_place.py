"""`-=` changes the arrays themselves: the caller's weights, and whatever you keep as the best, which then
is always the last. Make new arrays, or copy at both places.

zh: `-=` 改变的是数组本身：调用者的权重会变，你作为最好权重保存的也会变，于是它永远是最后的权重。应生成新数组，或在两处都复制。

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
            w, b = params
            w -= lr * grads[0]
            params = w, b - lr * grads[1]
            total += loss * len(rows)  # a mean times its size
        valid_loss, _ = loss_and_grads(params, *valid)
        history.append((total / len(order), valid_loss))
        if valid_loss < best_loss:
            best, best_loss = params, valid_loss
    return best, history
