"""You subtract one maximum, that of the whole array, from every slice. A slice that lies far below it
underflows: its sum is 0, as if nothing in it were possible. Each slice needs its own maximum, taken
along the axis.

zh: 你让所有切片都减去同一个最大值，即整个数组的最大值。远低于它的切片会下溢：和为 0，好像其中什么都不可能。每个切片要减去沿该轴取得的、自己的最大值。

Caught by: huge logits
"""

import jax
import jax.numpy as jnp


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    c = jax.lax.stop_gradient(x.max(keepdims=True))
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
