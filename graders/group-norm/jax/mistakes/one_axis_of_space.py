"""Weight and bias are shaped for exactly one axis of space. Where there is none, or two, they stand at the
wrong axis or do not fit: give them as many axes of length 1 as x has axes of space.

zh: weight 和 bias 的形状只适合恰好一个空间轴。没有空间轴或有两个时，它们会对错轴，或根本不匹配：x 有几个空间轴，就给它们几个长度为 1 的轴。

Caught by: other groups and spaces
"""

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
    by_channel = (-1, 1)
    return n * weight.reshape(by_channel) + bias.reshape(by_channel)


@partial(jax.jit, static_argnames="groups")
def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (batch, channels, ...), (channels,), (channels,)."""

    def y(x, weight, bias):
        return group_norm(x, groups, weight, bias, eps)

    _, pull = jax.vjp(y, x, weight, jnp.zeros_like(weight))
    return pull(dy)
