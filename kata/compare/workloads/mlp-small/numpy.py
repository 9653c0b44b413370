import numpy as np

RATE = 0.1


def loss_and_grads(params, x, y):
    (w1, b1), (w2, b2) = params
    hidden = np.maximum(x @ w1 + b1, 0)  # (n, 50)
    z = hidden @ w2 + b2  # (n, 1), logits
    loss = np.mean(np.logaddexp(0, z) - z * y)

    # Backward: what the loss changes per z, then per hidden.
    dz = (1 / (1 + np.exp(-z)) - y) / len(x)  # (n, 1)
    dhidden = dz @ w2.T * (hidden > 0)  # (n, 50)
    first = x.T @ dhidden, dhidden.sum(0)
    return loss, (first, (hidden.T @ dz, dz.sum(0)))


def step(params, x, y):
    loss, grads = loss_and_grads(params, x, y)
    new = tuple(
        (w - RATE * dw, b - RATE * db)
        for (w, b), (dw, db) in zip(params, grads)
    )
    return new, loss


def plain(params, x, y):
    def run():
        nonlocal params
        params, loss = step(params, x, y)
        return loss

    return run
