"""Each pair as a complex number, which a rotation multiplies."""

import jax.numpy as jnp
from jax import lax


def rope(x, positions, base=10000.0):
    d = x.shape[-1]
    angles = jnp.outer(positions, base ** (-jnp.arange(0, d, 2) / d)).astype(x.dtype)
    turned = lax.complex(x[..., 0::2], x[..., 1::2]) * lax.complex(jnp.cos(angles), jnp.sin(angles))
    return jnp.stack([turned.real, turned.imag], axis=-1).reshape(x.shape)
