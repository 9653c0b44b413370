"""The gradients by hand: two paths for x, a sum over the examples for the weight."""

import jax
import jax.numpy as jnp


def normalise(x, eps):
    wide = x * jnp.ones((), jnp.promote_types(x.dtype, jnp.float32))
    rms = jnp.sqrt(jnp.mean(wide * wide, axis=-1, keepdims=True) + eps)
    return wide / rms, rms


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    return (normalise(x, eps)[0] * weight).astype(x.dtype)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    n, rms = normalise(x, eps)
    dn = dy * weight
    return (dn - n * (dn * n).mean(-1, keepdims=True)) / rms, (dy * n).reshape(-1, dy.shape[-1]).sum(0)
