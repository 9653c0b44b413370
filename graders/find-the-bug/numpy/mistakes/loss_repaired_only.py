"""You gave the labels the logits' shape in the loss alone. The loss is now the true one, but the descent
follows `error`, which still is a matrix (n, n).

zh: 你只在损失里让标签与 logits 形状一致。损失现在是真实的，但下降依据的 `error` 仍是 (n, n) 矩阵。

Caught by: one step
"""

import numpy as np


def standardise(x):
    """Give each column the mean 0 and the deviation 1."""
    return (x - x.mean(axis=0)) / x.std(axis=0)


def train(params, x, labels, lr, steps):
    """Make `steps` steps of descent on the mean cross-entropy.

    x: (n, features); labels: (n,) of 0.0 and 1.0.
    params: {"w1": (features, units), "b1": (units,),
    "w2": (units,), "b2": ()}.
    Returns (params, losses); losses[i] is measured before
    step i.
    """
    x = standardise(x)
    losses = []
    for _ in range(steps):
        w2 = params["w2"]
        hidden = np.tanh(x @ params["w1"] + params["b1"])
        logits = hidden @ w2[:, None] + params["b2"]

        loss = np.logaddexp(0, logits) - labels[:, None] * logits
        losses.append(float(loss.mean()))

        error = 1 / (1 + np.exp(-logits)) - labels
        error = error / error.size  # of the mean

        # i: the rows, j: the one output, k: the hidden units
        d_hidden = np.einsum("ij,k->ik", error, w2)
        d_sum = d_hidden * (1 - hidden**2)  # through tanh
        grads = {
            "w1": x.T @ d_sum,
            "b1": d_sum.sum(axis=0),
            "w2": np.einsum("ij,ik->k", error, hidden),
            "b2": error.sum(),
        }
        params = {k: params[k] - lr * grads[k] for k in params}
    return params, losses
