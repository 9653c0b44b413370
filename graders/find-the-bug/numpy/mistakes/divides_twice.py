"""You divide the error by the number of rows twice, so each step is n times too short: `error.size` is n by
itself once the shapes agree.

zh: 你把误差除以了两次行数，因此每一步都短了 n 倍：形状一致之后，`error.size` 本身就是 n。

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
    labels = labels[:, None]  # (n, 1), as the logits
    losses = []
    for _ in range(steps):
        w2 = params["w2"]
        hidden = np.tanh(x @ params["w1"] + params["b1"])
        logits = hidden @ w2[:, None] + params["b2"]

        loss = np.logaddexp(0, logits) - labels * logits
        losses.append(float(loss.mean()))

        error = 1 / (1 + np.exp(-logits)) - labels
        error = error / error.size / len(x)  # of the mean

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
