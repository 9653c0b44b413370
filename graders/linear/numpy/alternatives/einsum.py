"""Every product as an einsum: the letters say which axes are summed."""

import numpy as np


def init(rng, in_features, out_features):
    bound = in_features**-0.5
    both = bound * (2 * rng.random((out_features, in_features + 1)) - 1)
    return both[:, :-1], both[:, -1]


def linear(x, weight, bias):
    return np.einsum("...i,oi->...o", x, weight) + bias


def linear_backward(dy, x, weight):
    rows = range(x.ndim - 1)
    return (
        np.einsum("...o,oi->...i", dy, weight),
        np.tensordot(dy, x, axes=(list(rows), list(rows))),
        dy.sum(axis=tuple(rows)),
    )
