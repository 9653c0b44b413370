"""Kaiming and Xavier initialisation in NumPy.

Weights have the shape (in, out) or (*kernel, in, out). Fill in
the bodies; keep the names.
"""

import numpy as np


def fans(shape):
    """Return the pair (fan_in, fan_out)."""
    # TODO
    return 1, 1


def kaiming_normal(rng, shape):
    """Return weights of variance 2 / fan_in, normal."""
    # TODO: rng is a np.random.Generator
    return np.zeros(shape)


def kaiming_uniform(rng, shape):
    """Return weights of variance 2 / fan_in, uniform."""
    # TODO
    return np.zeros(shape)


def xavier_normal(rng, shape):
    """Of variance 2 / (fan_in + fan_out), normal."""
    # TODO
    return np.zeros(shape)


def xavier_uniform(rng, shape):
    """Of variance 2 / (fan_in + fan_out), uniform."""
    # TODO
    return np.zeros(shape)
