"""One vector's formula under vectorize; the gradients are jax.grad of sum(dy * y)."""

import jax
import jax.numpy as jnp


def one_vector(v, weight, eps):
    wide = v if v.dtype == jnp.float64 else v.astype(jnp.float32)
    return (weight * wide / jnp.sqrt(jnp.vdot(wide, wide) / v.size + eps)).astype(v.dtype)


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    return jnp.vectorize(one_vector, signature="(d),(d),()->(d)")(x, weight, eps)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    return jax.grad(lambda x, weight: (dy * rms_norm(x, weight, eps)).sum(), argnums=(0, 1))(x, weight)
