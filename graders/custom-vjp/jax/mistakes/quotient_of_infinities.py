"""You compute the derivative as `exp(x) / (1 + exp(x))`: for large x infinity over infinity, which is NaN.
`jax.nn.sigmoid(x)` is the same, and finite.

zh: 你用 `exp(x) / (1 + exp(x))` 计算导数：x 很大时是无穷除以无穷，即 NaN。`jax.nn.sigmoid(x)` 与它相等，而且有限。

Caught by: gradient of log1pexp
"""

from functools import partial

import jax
import jax.numpy as jnp


@jax.custom_vjp
def log1pexp(x):
    """Return log(1 + exp(x)), elementwise."""
    return jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))


def log1pexp_forward(x):
    return log1pexp(x), x


def log1pexp_backward(x, g):
    return (g * jnp.exp(x) / (1 + jnp.exp(x)),)


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
