"""A perceptron with one hidden layer and a batch for it."""

import numpy as np

INPUTS, HIDDEN = 10, 50


def inputs(size: int, rng: np.random.Generator) -> dict[str, object]:
    """Return params ((10, 50), (50,), (50, 1), (1,)), x (size, 10) and y (size, 1) in {0, 1}, all float64."""
    return {
        "params": (
            rng.normal(size=(INPUTS, HIDDEN)) * np.sqrt(2 / INPUTS),
            np.zeros(HIDDEN),
            rng.normal(size=(HIDDEN, 1)) * np.sqrt(2 / HIDDEN),
            np.zeros(1),
        ),
        "x": rng.normal(size=(size, INPUTS)),
        "y": rng.integers(2, size=(size, 1)).astype(float),
    }
