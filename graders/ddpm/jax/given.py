"""A network that guesses noise, and the gradient that a loss sends to it."""

import jax
import jax.numpy as jnp

W = [[0.5, -1.0], [0.3, 0.8]]


def _network(w):
    return lambda x, t: jnp.tanh(w @ x) + 0.1 * t[:, None, None]


def predict(x, t):
    """x: (batch, 2, length), t: (batch,) integers. Return the guess, in the shape of x."""
    if t.shape != x.shape[:1] or not jnp.issubdtype(t.dtype, jnp.integer):
        raise ValueError(f"predict wants t as integers of shape {tuple(x.shape[:1])}, not as {t.dtype} of shape {tuple(t.shape)}")
    return _network(jnp.array(W))(x, t)


def gradient(loss, w, *args):
    """Return the gradient of the loss for the network's matrix."""
    return jax.grad(lambda w: loss(_network(w), *args))(w)
