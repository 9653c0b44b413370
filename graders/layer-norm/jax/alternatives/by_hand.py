"""The gradients by hand: three paths for x, sums over the examples for weight and bias."""

import jax
import jax.numpy as jnp


def normalise(x, eps):
    inverse = 1 / jnp.sqrt(x.var(-1, keepdims=True) + eps)
    return (x - x.mean(-1, keepdims=True)) * inverse, inverse


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    return normalise(x, eps)[0] * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    n, inverse = normalise(x, eps)
    dn = dy * weight
    dx = inverse * (dn - dn.mean(-1, keepdims=True) - n * (dn * n).mean(-1, keepdims=True))
    return dx, (dy * n).reshape(-1, dy.shape[-1]).sum(0), dy.reshape(-1, dy.shape[-1]).sum(0)
