"""`exp(x)` overflows from `x = 89` on in float32 and from 710 on in float64, and the logarithm of infinity
is infinity. Take the larger of x and 0 out: `max(x, 0) + log1p(exp(-|x|))`.

zh: `exp(x)` 在 float32 中从 `x = 89` 起、在 float64 中从 710 起上溢，而无穷大的对数还是无穷大。请把 x 与 0 中的较大者提出来：`max(x, 0) + log1p(exp(-|x|))`。

Caught by: values of log1pexp
"""

from functools import partial

import jax
import jax.numpy as jnp


@jax.custom_vjp
def log1pexp(x):
    """Return log(1 + exp(x)), elementwise."""
    return jnp.log1p(jnp.exp(x))


def log1pexp_forward(x):
    return log1pexp(x), x


def log1pexp_backward(x, g):
    return (g * jax.nn.sigmoid(x),)


log1pexp.defvjp(log1pexp_forward, log1pexp_backward)


@jax.custom_vjp
def clip_gradient(x, bound):
    """Return x; its gradient is clipped to [-bound, bound]."""
    return x


def clip_gradient_forward(x, bound):
    return x, bound


def clip_gradient_backward(bound, g):
    return jnp.clip(g, -bound, bound), jnp.zeros_like(bound)


clip_gradient.defvjp(clip_gradient_forward, clip_gradient_backward)


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def quantize(x, steps):
    """Return x, held between 0 and 1 and rounded to multiples of 1 / steps."""
    return jnp.round(jnp.clip(x, 0, 1) * steps) / steps


def quantize_forward(x, steps):
    return quantize(x, steps), (x >= 0) & (x <= 1)


def quantize_backward(steps, inside, g):
    return (jnp.where(inside, g, 0),)


quantize.defvjp(quantize_forward, quantize_backward)
