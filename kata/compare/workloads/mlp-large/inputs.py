"""A perceptron with two wide hidden layers, and a batch for it."""

from itertools import pairwise

import numpy as np

WIDTHS = (256, 512, 512, 10)


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return params (a pair of (m, n) and (n,) for each layer), x (size, 256), both float64, and labels y (size,)."""
    params = tuple((rng.normal(size=(m, n)) * np.sqrt(2 / m), np.zeros(n)) for m, n in pairwise(WIDTHS))
    return {"params": params, "x": rng.normal(size=(size, WIDTHS[0])), "y": rng.integers(WIDTHS[-1], size=size)}
