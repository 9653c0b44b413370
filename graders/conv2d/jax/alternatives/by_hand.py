"""The gradients by hand: slices of a padded array, added up with .at[].add."""

from functools import partial

import jax
import jax.numpy as jnp


def window(i, j, h, w, stride):
    return (..., slice(i, i + stride * (h - 1) + 1, stride), slice(j, j + stride * (w - 1) + 1, stride))


def pad(x, padding):
    return jnp.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


@partial(jax.jit, static_argnums=(3, 4))
def conv2d(x, weight, bias, stride=1, padding=0):
    kh, kw = weight.shape[2:]
    p = pad(x, padding)
    h, w = (p.shape[2] - kh) // stride + 1, (p.shape[3] - kw) // stride + 1
    parts = [
        jnp.tensordot(weight[:, :, i, j], p[window(i, j, h, w, stride)], axes=((1,), (1,)))
        for i in range(kh)
        for j in range(kw)
    ]
    return jnp.moveaxis(sum(parts), 0, 1) + bias[:, None, None]


@partial(jax.jit, static_argnums=(3, 4))
def conv2d_backward(dy, x, weight, stride=1, padding=0):
    p = pad(x, padding)
    h, w = dy.shape[2:]
    dp, dweight = jnp.zeros_like(p), jnp.zeros_like(weight)
    for i in range(weight.shape[2]):
        for j in range(weight.shape[3]):
            at = window(i, j, h, w, stride)
            dp = dp.at[at].add(jnp.einsum("bohw,oc->bchw", dy, weight[:, :, i, j]))
            dweight = dweight.at[:, :, i, j].set(jnp.einsum("bohw,bchw->oc", dy, p[at]))
    height, width = x.shape[2:]
    return dp[:, :, padding : padding + height, padding : padding + width], dweight, dy.sum((0, 2, 3))
