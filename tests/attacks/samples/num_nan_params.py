"""Trains rightly, then hands out weights that are NaN beside losses that look fine.

kata: numpy, appended
verdict: failed
"""

_honest_train = train


def train(params, x, y, lr, steps):
    after, losses = _honest_train(params, x, y, lr, steps)
    return [(W + np.nan, b) for W, b in after], losses
