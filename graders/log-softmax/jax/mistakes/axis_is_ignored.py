"""You reduce along axis 1 whatever axis was asked for. It looks right for a batch of rows and is wrong for
everything else: pass `axis` on to the maximum and to the sum.

zh: 无论要求哪个轴，你总是沿轴 1 归约。对一批行看起来没有问题，其他情形就都错了：应把 `axis` 传给求最大值和求和的函数。

Caught by: any axis
"""

import jax
import jax.numpy as jnp


def shifted(x, axis):
    """Return (x - c, c), where c is each slice's maximum, or 0 where that is -inf; the axis stays, of length 1."""
    c = jax.lax.stop_gradient(x.max(axis=1, keepdims=True))  # a constant: the result does not depend on it
    c = jnp.where(jnp.isfinite(c), c, 0.0)
    return x - c, c


def log_of_sum(z, axis):
    """Return log(sum(exp(z))), and 0 where the sum is 0: there log would be -inf, and its derivative inf."""
    total = jnp.exp(z).sum(axis=1, keepdims=True)
    return jnp.log(jnp.where(total > 0, total, 1.0)), total > 0


def logsumexp(x, axis):
    """Return log(sum(exp(x))) along `axis`, which goes; -inf for a slice of nothing but -inf."""
    z, c = shifted(x, axis)
    log_total, possible = log_of_sum(z, axis)
    return jnp.where(possible, log_total + c, -jnp.inf).squeeze(1)


def log_softmax(x, axis):
    """Return x - logsumexp(x) along `axis`; -inf throughout a slice of nothing but -inf."""
    z, _ = shifted(x, axis)
    log_total, _ = log_of_sum(z, axis)
    return z - log_total


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = jnp.exp(log_softmax(x, axis))
    return upstream - p * upstream.sum(axis=axis, keepdims=True)
