"""Standard draws, scaled afterwards; fans from the whole number of weights."""

import numpy as np


def fans(shape):
    count = int(np.prod(shape))
    return count // shape[-1], count // shape[-2]


def kaiming_normal(rng, shape):
    return np.sqrt(2 / fans(shape)[0]) * rng.standard_normal(shape)


def kaiming_uniform(rng, shape):
    return np.sqrt(6 / fans(shape)[0]) * (2 * rng.random(shape) - 1)


def xavier_normal(rng, shape):
    fan_in, fan_out = fans(shape)
    return np.sqrt(2 / (fan_in + fan_out)) * rng.standard_normal(shape)


def xavier_uniform(rng, shape):
    fan_in, fan_out = fans(shape)
    return np.sqrt(6 / (fan_in + fan_out)) * (2 * rng.random(shape) - 1)
