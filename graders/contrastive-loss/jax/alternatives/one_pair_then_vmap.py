"""The cosine of one image and one text under two vmaps; each line's cross-entropy from logsumexp."""

import jax
import jax.numpy as jnp


def direction(x):
    square = jnp.vdot(x, x)
    safe = jnp.where(square > 0, square, 1.0)
    return jnp.where(square > 0, x / jnp.sqrt(safe), 0.0)


def cosine(a, b):
    return jnp.vdot(direction(a), direction(b))


def logits(image, text, log_scale):
    pairs = jax.vmap(jax.vmap(cosine, (None, 0)), (0, None))
    return pairs(image, text) * jnp.exp(log_scale)


def line_loss(line, label):
    return jax.nn.logsumexp(line) - line[label]


def loss(image, text, log_scale):
    z = logits(image, text, log_scale)
    labels = jnp.arange(z.shape[0])
    losses = [jax.vmap(line_loss)(m, labels) for m in (z, z.swapaxes(0, 1))]
    return jnp.concatenate(losses).mean()
