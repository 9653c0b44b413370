"""You keep x between forward and backward, and backward never looks at it. It stays in memory all the same,
for each place where the function is used. Keep the bound alone.

zh: 你在前向与反向之间保存了 x，而 backward 从不看它。可它照样占着内存，函数用在多少处就占多少份。只保存 bound。

Caught by: nothing of the size of x
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
    return x, (x, bound)


def clip_gradient_backward(kept, g):
    _x, bound = kept
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
