"""You normalise along axis 0: every feature has norm 1 over the batch, so an embedding depends on its
neighbours. Each row needs its own norm, taken along the last axis.

zh: 你沿第 0 轴归一化：每个特征在整个批量上范数为 1，于是一个嵌入会受同批其他嵌入的影响。每一行应除以自己的范数，沿最后一个轴求。

Caught by: logits
"""

import jax
import jax.numpy as jnp


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(axis=0, keepdims=True)
    return x / jnp.sqrt(jnp.where(square > 0, square, jnp.inf))


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return jnp.exp(log_scale) * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    texts, images = jax.nn.log_softmax(z, axis=1), jax.nn.log_softmax(z, axis=0)
    return -(jnp.trace(texts) + jnp.trace(images)) / (2 * len(z))
