"""You take the logarithm of probabilities that underflow to 0 when the scale is large: -inf. The
log-probability is exact if it comes from the logits: `z - logsumexp(z)`.

zh: 缩放系数很大时概率下溢为 0，你再对它取对数，得到 -inf。对数概率应直接由 logits 得到才准确：`z - logsumexp(z)`。

Caught by: large logits
"""

import jax
import jax.numpy as jnp


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(axis=1, keepdims=True)  # (batch, 1)
    return x / jnp.sqrt(jnp.where(square > 0, square, jnp.inf))


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return jnp.exp(log_scale) * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    texts, images = jnp.log(jax.nn.softmax(z, axis=1)), jnp.log(jax.nn.softmax(z, axis=0))
    return -(jnp.trace(texts) + jnp.trace(images)) / (2 * len(z))
