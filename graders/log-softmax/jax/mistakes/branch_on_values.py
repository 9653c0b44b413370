"""A Python `if` asks whether all of the array is impossible. Under jit it is a tracer without a value, and
JAX raises TracerBoolConversionError; and it is one answer for all slices. Choose slice by slice with
jnp.where.

zh: Python 的 `if` 询问整个数组是否都不可能。在 jit 之下它是没有数值的追踪器（tracer），JAX 会抛出 TracerBoolConversionError；而且它对所有切片只给出一个答案。应用 jnp.where 逐个切片地选择。

Caught by: under jit
"""

import jax
import jax.numpy as jnp


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    c = jax.lax.stop_gradient(x.max(axis=axis, keepdims=True))  # a constant: the result does not depend on it
    if not jnp.isfinite(c).all():
        c = jnp.where(jnp.isfinite(c), c, 0.0)
    return x - c, c


def log_of_sum(z, axis):
    """Return log(sum(exp(z))), and 0 where the sum is 0: there log would be -inf, and its derivative inf."""
    total = jnp.exp(z).sum(axis=axis, keepdims=True)
    return jnp.log(jnp.where(total > 0, total, 1.0)), total > 0


def logsumexp(x, axis):
    """Return log(sum(exp(x))) along `axis`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, axis)
    log_total, possible = log_of_sum(z, axis)
    return jnp.where(possible, log_total + c, -jnp.inf).squeeze(axis)


def log_softmax(x, axis):
    """Return x - logsumexp(x) along `axis`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, axis)
    log_total, _ = log_of_sum(z, axis)
    return z - log_total


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = jnp.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
