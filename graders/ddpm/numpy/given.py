"""A network that guesses noise."""

import numpy as np

W = np.array([[0.5, -1.0], [0.3, 0.8]])


def predict(x, t):
    """x: (batch, 2, length), t: (batch,) integers. Return the guess, in the shape of x."""
    return np.tanh(W @ x) + 0.1 * t[:, None, None]
