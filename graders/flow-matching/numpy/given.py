"""A network that guesses velocities, and one that writes down when it was asked."""

import numpy as np

W = np.array([[0.5, -1.0], [0.3, 0.8]])


def _expect_times(x, t):
    if t.shape != x.shape[:1] or t.dtype != x.dtype:
        wanted, got = (f"{one.dtype} of shape {tuple(one.shape[:1])}" for one in (x, t))
        raise ValueError(f"predict wants t as {wanted}, not as {got}")


def predict(x, t):
    """x: (batch, 2, length), t: (batch,). Return the guess, in the shape of x."""
    _expect_times(x, t)
    return np.tanh(W @ x) + t[:, None, None] ** 2


def recorder(x, t):
    """x: (batch, 1 + 2 * steps). Column 0 counts the steps; then come the length of each, and length times time."""
    _expect_times(x, t)
    steps = x.shape[1] // 2
    now = np.round(x[:, :1]) == np.arange(steps)
    return steps * np.concatenate([np.ones_like(x[:, :1]), now, now * t[:, None]], axis=1)
