"""The labels are right now, but on the way back you lost the derivative of tanh, `1 - hidden**2`: `w1` and
`b1` go wrong while `w2` and `b2` are right.

zh: 标签现在对了，但反向传播时丢了 tanh 的导数 `1 - hidden**2`：`w2` 与 `b2` 正确，`w1` 与 `b1` 错误。

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
        error = error / error.size  # of the mean

        # i: the rows, j: the one output, k: the hidden units
        d_hidden = np.einsum("ij,k->ik", error, w2)
        d_sum = d_hidden  # through tanh
        grads = {
            "w1": x.T @ d_sum,
            "b1": d_sum.sum(axis=0),
            "w2": np.einsum("ij,ik->k", error, hidden),
            "b2": error.sum(),
        }
        params = {k: params[k] - lr * grads[k] for k in params}
    return params, losses
