"""Stride and padding are traced like arrays, and the shape of a result cannot depend on a tracer: slicing
and padding raise. Name them in `static_argnames`.

zh: 步幅和填充像数组一样被追踪，而结果的形状不能依赖于追踪器（tracer）：切片和填充会抛出异常。请在 `static_argnames` 中写明它们。

Caught by: contract
"""

from functools import partial

import jax
import jax.numpy as jnp


@jax.jit
def conv2d(x, weight, bias, stride=1, padding=0):
    """Return y: (batch, out, h, w)."""
    kh, kw = weight.shape[2:]
    padded = jnp.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    down, right = padded.shape[2] - kh + 1, padded.shape[3] - kw + 1  # where a window may begin
    y = bias[:, None, None]
    for i in range(kh):
        for j in range(kw):
            seen = padded[:, :, i : i + down : stride, j : j + right : stride]  # (batch, channels, h, w)
            y = y + jnp.einsum("bchw,oc->bohw", seen, weight[:, :, i, j])
    return y


@partial(jax.jit, static_argnames=("stride", "padding"))
def conv2d_backward(dy, x, weight, stride=1, padding=0):
    """Return the gradients of sum(dy * y), of the shapes of x, weight and bias."""
    bias = jnp.zeros(len(weight), x.dtype)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: conv2d(*arrays, stride, padding), x, weight, bias)
    return pull(dy)
