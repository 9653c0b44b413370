"""You compute the softmax first and take its log. An entry some 750 below the maximum (100 in float32) has
a softmax that underflows to 0, and log(0) is -inf instead of about -750. Subtract logs: x - logsumexp(x)
never forms the probability.

zh: 你先算 softmax 再取对数。比最大值低约 750（float32 中约 100）的元素，softmax 会下溢为 0，log(0) 得 -inf，而不是约 -750。应直接用对数相减：x - logsumexp(x) 从不生成概率。

Caught by: huge logits
"""

import jax
import jax.numpy as jnp


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    c = jax.lax.stop_gradient(x.max(axis=axis, keepdims=True))  # a constant: the result does not depend on it
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
    weights = jnp.exp(z)
    total = weights.sum(axis=axis, keepdims=True)
    return jnp.log(weights / jnp.where(total > 0, total, 1.0))


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = jnp.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
