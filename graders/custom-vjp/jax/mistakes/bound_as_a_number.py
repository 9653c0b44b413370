"""You named `bound` among `nondiff_argnums`, which are for what is no array: Python numbers and functions.
It gets no gradient, and must not be traced, by `jax.grad`, `jax.vmap` or `jax.jit`. Make it an ordinary
argument with a gradient of zero.

zh: 你把 `bound` 列入了 `nondiff_argnums`，那是给不是数组的东西用的：Python 数字和函数。它得不到梯度，也不可以被 `jax.grad`、`jax.vmap` 或 `jax.jit` 追踪。请把它当作普通参数，梯度为零。

Caught by: compiled and mapped
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


@partial(jax.custom_vjp, nondiff_argnums=(1,))
def clip_gradient(x, bound):
    """Return x; its gradient is clipped to [-bound, bound]."""
    return x


def clip_gradient_forward(x, bound):
    return x, None


def clip_gradient_backward(bound, _, g):
    return (jnp.clip(g, -bound, bound),)


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
