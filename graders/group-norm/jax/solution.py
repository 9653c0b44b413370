"""Group normalisation as a pure function; its gradients by jax.vjp."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="groups")
def group_norm(x, groups, weight, bias, eps=1e-5):
    """Return y: (batch, channels, ...)."""
    g = x.reshape(len(x), groups, -1)  # (batch, groups, members)
    centred = g - g.mean(axis=-1, keepdims=True)
    inverse = jax.lax.rsqrt(jnp.square(centred).mean(axis=-1, keepdims=True) + eps)
    n = (centred * inverse).reshape(x.shape)
    by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
    return n * weight.reshape(by_channel) + bias.reshape(by_channel)


@partial(jax.jit, static_argnames="groups")
def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (batch, channels, ...), (channels,), (channels,)."""

    def y(x, weight, bias):
        return group_norm(x, groups, weight, bias, eps)

    _, pull = jax.vjp(y, x, weight, jnp.zeros_like(weight))
    return pull(dy)
