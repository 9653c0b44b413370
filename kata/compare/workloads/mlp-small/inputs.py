"""A perceptron with one hidden layer, and a batch for it."""

from itertools import pairwise

import numpy as np

WIDTHS = (10, 50, 1)


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return params (a pair of (m, n) and (n,) for each layer), x (size, 10) and y (size, 1) in {0, 1}, all float64."""
    params = tuple((rng.normal(size=(m, n)) * np.sqrt(2 / m), np.zeros(n)) for m, n in pairwise(WIDTHS))
    return {
        "params": params,
        "x": rng.normal(size=(size, WIDTHS[0])),
        "y": rng.integers(2, size=(size, 1)).astype(float),
    }
