"""Draws from the global generator in train and lies about it: the fact comes from its own process.

kata: numpy, appended
verdict: passed, failed
"""

import sys

_honest_train = train
base = sys.modules["kata.grading.bridges.base"]
base.Bridge.global_states = lambda self: {}


def train(params, x, y, lr, steps):
    np.random.rand()
    return _honest_train(params, x, y, lr, steps)
