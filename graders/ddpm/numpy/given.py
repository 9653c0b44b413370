"""A network that guesses noise."""

import numpy as np

W = np.array([[0.5, -1.0], [0.3, 0.8]])


def predict(x, t):
    """x: (batch, 2, length), t: (batch,) integers. Return the guess, in the shape of x."""
    if t.shape != x.shape[:1] or t.dtype.kind not in "iu":
        raise ValueError(f"predict wants t as integers of shape {tuple(x.shape[:1])}, not as {t.dtype} of shape {tuple(t.shape)}")
    return np.tanh(W @ x) + 0.1 * t[:, None, None]
