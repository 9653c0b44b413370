"""You take `groups` for the number of channels in a group. It is the number of groups: 6 channels in 2
groups are 2 times 3.

zh: 你把 `groups` 当作每组的通道数。它是组的个数：6 个通道分 2 组，就是 2 组、每组 3 个。

Caught by: values
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="groups")
def group_norm(x, groups, weight, bias, eps=1e-5):
    """Return y: (batch, channels, ...)."""
    g = x.reshape(len(x), x.shape[1] // groups, -1)
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
