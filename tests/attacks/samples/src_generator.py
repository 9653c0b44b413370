"""Yields where it should return.

kata: numpy, appended
verdict: failed, error
"""

_honest_train = train


def train(params, x, y, lr, steps):
    yield from _honest_train(params, x, y, lr, steps)
