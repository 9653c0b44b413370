"""Queries, keys and values of a batch of sequences, split into heads."""

import numpy as np

BATCH, HEADS, WIDTH = 2, 4, 32


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return q, k and v, each (2, 4, size, 32) float64."""
    return {name: rng.normal(size=(BATCH, HEADS, size, WIDTH)) for name in ("q", "k", "v")}
