"""You compute the gradient in float32 and return it so, though x may be bfloat16. JAX does not correct
this, and what comes before goes on in the wrong type. Cast it to `x.dtype` at the end.

zh: 你以 float32 计算梯度，也就这样返回，尽管 x 可能是 bfloat16。JAX 不会纠正，前面的运算就会以错误的类型继续。请在最后转换为 `x.dtype`。

Caught by: dtype of the gradients
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
    return (g * jax.nn.sigmoid(x.astype(jnp.promote_types(x.dtype, jnp.float32))),)


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
