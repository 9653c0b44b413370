"""Your groups take every so-and-so-many-th channel: the groups became the inner axis of the reshape. Groups
are neighbours: the axis of the groups comes before that of their channels.

zh: 你的组是每隔几个通道取一个：变形时组成了内层的轴。组由相邻通道构成：组的轴应在组内通道的轴之前。

Caught by: values
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="groups")
def group_norm(x, groups, weight, bias, eps=1e-5):
    """Return y: (batch, channels, ...)."""
    g = jnp.moveaxis(x.reshape(len(x), -1, groups, *x.shape[2:]), 2, 1).reshape(len(x), groups, -1)
    centred = g - g.mean(axis=-1, keepdims=True)
    inverse = jax.lax.rsqrt(jnp.square(centred).mean(axis=-1, keepdims=True) + eps)
    n = jnp.moveaxis((centred * inverse).reshape(len(x), groups, -1, *x.shape[2:]), 1, 2).reshape(x.shape)
    by_channel = (-1, *[1] * (x.ndim - 2))  # (channels, 1, ..., 1)
    return n * weight.reshape(by_channel) + bias.reshape(by_channel)


@partial(jax.jit, static_argnames="groups")
def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (batch, channels, ...), (channels,), (channels,)."""

    def y(x, weight, bias):
        return group_norm(x, groups, weight, bias, eps)

    _, pull = jax.vjp(y, x, weight, jnp.zeros_like(weight))
    return pull(dy)
