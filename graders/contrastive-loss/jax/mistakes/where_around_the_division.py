"""The loss is right, its gradient is NaN. `jnp.where` chooses the zero after `0 / 0` was computed, and in
the gradient the branch that is not taken is multiplied by 0: 0 · NaN is NaN. Choose before the root and
the division, so that neither ever meets 0.

zh: 损失是对的，梯度却是 NaN。`jnp.where` 是在算完 `0 / 0` 之后才选择 0 的；求梯度时没有选中的分支乘以 0，而 0 · NaN 仍是 NaN。应在开方和除法之前选择，使它们都遇不到 0。

Caught by: an embedding of zeros
"""

import jax
import jax.numpy as jnp


def unit(x):
    """Return the rows over their norms; the norm of a row of zeros is taken as inf, so it stays 0, as does its gradient."""
    square = (x * x).sum(axis=1, keepdims=True)  # (batch, 1)
    return jnp.where(square > 0, x / jnp.sqrt(square), 0.0)


def logits(image, text, log_scale):
    """Return the scaled cosine of every image and every text: (batch, batch)."""
    return jnp.exp(log_scale) * unit(image) @ unit(text).T


def loss(image, text, log_scale):
    """Return the mean of two cross-entropies: each image among the texts, each text among the images."""
    z = logits(image, text, log_scale)
    texts, images = jax.nn.log_softmax(z, axis=1), jax.nn.log_softmax(z, axis=0)
    return -(jnp.trace(texts) + jnp.trace(images)) / (2 * len(z))
