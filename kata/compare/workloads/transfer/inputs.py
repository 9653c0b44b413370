"""A vector of independent normal numbers."""

import numpy as np


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return x, (size,) float64."""
    return {"x": rng.normal(size=size)}
