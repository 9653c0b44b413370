"""You clip x on its way forward and hand the gradient through. It is the other way round: the value stays
as it is, and the gradient is clipped.

zh: 你在前向裁剪了 x，却让梯度原样通过。应当反过来：值保持不变，裁剪的是梯度。

Caught by: clipped gradient
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
    return (g * jax.nn.sigmoid(x),)


log1pexp.defvjp(log1pexp_forward, log1pexp_backward)


@jax.custom_vjp
def clip_gradient(x, bound):
    """Return x; its gradient is clipped to [-bound, bound]."""
    return x


def clip_gradient_forward(x, bound):
    return jnp.clip(x, -bound, bound), bound


def clip_gradient_backward(bound, g):
    return g, jnp.zeros_like(bound)


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
