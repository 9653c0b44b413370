"""Your training loss averages the batches' means, each with the same weight. The last batch is smaller, so
its examples weigh more: multiply each mean by the batch's size, and divide by the number of examples.

zh: 你的训练损失是各批均值的平均，每批权重相同。最后一批较小，它的样本因此更重：应把每批的均值乘以该批大小，再除以样本数。

Caught by: an uneven last batch
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
            total += loss
        valid_loss, _ = loss_and_grads(params, *valid)
        history.append((total / -(-len(order) // batch_size), valid_loss))
        if valid_loss < best_loss:
            best, best_loss = params, valid_loss
    return best, history
