"""Two matrices of independent normal numbers."""

import numpy as np


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return a and b, both (size, size) float64."""
    return {"a": rng.normal(size=(size, size)), "b": rng.normal(size=(size, size))}
