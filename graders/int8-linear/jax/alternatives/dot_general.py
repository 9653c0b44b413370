"""lax.dot_general on int8 with int32 sums, lax.clamp and lax.round; the whole layer is compiled."""

import jax
import jax.numpy as jnp
from jax import lax


def scale_of(x):
    largest = jnp.maximum(jnp.max(x), -jnp.min(x))
    return lax.select(largest == 0, jnp.ones_like(largest), largest / 127)


def quantise(x, scale):
    steps = lax.round(x / scale, lax.RoundingMethod.TO_NEAREST_EVEN)
    return lax.convert_element_type(jnp.minimum(jnp.maximum(steps, -127), 127), jnp.int8)


def accumulate(x_q, w_q):
    axes = (((x_q.ndim - 1,), (1,)), ((), ()))
    return lax.dot_general(x_q, w_q, axes, preferred_element_type=jnp.int32)


@jax.jit
def linear(x, x_scale, w_q, w_scale, bias):
    sums = accumulate(quantise(x, x_scale), w_q)
    return (x_scale * w_scale * sums + bias).astype(x.dtype)
