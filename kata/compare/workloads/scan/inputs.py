"""A recurrent cell, and a batch of sequences for it."""

import numpy as np

BATCH, FEATURES, HIDDEN = 16, 32, 64


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return params ((32, 64), (64, 64) and (64,)), h (16, 64) and xs (size, 16, 32), time first, all float64."""
    return {
        "params": (
            rng.normal(size=(FEATURES, HIDDEN)) / np.sqrt(FEATURES),
            rng.normal(size=(HIDDEN, HIDDEN)) / np.sqrt(HIDDEN),
            np.zeros(HIDDEN),
        ),
        "h": np.zeros((BATCH, HIDDEN)),
        "xs": rng.normal(size=(size, BATCH, FEATURES)),
    }
