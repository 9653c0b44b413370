"""The gradient for x treats the group's mean and variance as constants. Every value of a group changes both
of them: in the right gradient each group sums to 0. Take away the `stop_gradient`.

zh: 对 x 的梯度把组的均值和方差当作常数。组内每个值都会改变它们：正确的梯度每组之和为 0。请去掉 `stop_gradient`。

Caught by: gradient
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="groups")
def group_norm(x, groups, weight, bias, eps=1e-5):
    """Return y: (batch, channels, ...)."""
    g = x.reshape(len(x), groups, -1)  # (batch, groups, members)
    centred = g - jax.lax.stop_gradient(g.mean(axis=-1, keepdims=True))
    inverse = jax.lax.rsqrt(jnp.square(jax.lax.stop_gradient(centred)).mean(axis=-1, keepdims=True) + eps)
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
