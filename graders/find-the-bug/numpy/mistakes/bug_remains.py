"""The bug is still there: `labels`, (n,), stands beside `logits`, (n, 1), so every logit meets every label
in a matrix (n, n). Summed over j, each row is pulled towards the mean label; print `error.shape`.

zh: bug 还在：`labels` 是 (n,)，`logits` 是 (n, 1)，二者广播成 (n, n) 矩阵，每个 logit 都遇到了每个标签。沿 j 求和后，每一行都被拉向标签的均值；请打印 `error.shape`。

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

        loss = np.logaddexp(0, logits) - labels * logits
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
