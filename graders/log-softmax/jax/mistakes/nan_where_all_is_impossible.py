"""In a slice of nothing but -inf the maximum is -inf, and x minus it is nan: -inf - (-inf) has no value.
Shift such a slice by 0 instead; then every exp is 0, and the log of the sum is the -inf that is wanted.

zh: 在全为 -inf 的切片里最大值也是 -inf，x 减去它得 nan：-inf - (-inf) 没有值。对这样的切片应改为减去 0；这时每个 exp 都是 0，和的对数正是所要的 -inf。

Caught by: entries of -inf
"""

import jax
import jax.numpy as jnp


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    c = jax.lax.stop_gradient(x.max(axis=axis, keepdims=True))  # a constant: the result does not depend on it
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
