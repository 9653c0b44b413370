"""Each output of a slice depends on every input through the log-sum-exp, so input k receives -p[k] from all
of them: the sum of upstream, not upstream[k] alone. What you return, upstream * (1 - p), is the
Jacobian's diagonal.

zh: 切片中的每个输出都通过 log-sum-exp 依赖所有输入，所以输入 k 会从所有输出收到 -p[k]：应乘以 upstream 之和，而不只是 upstream[k]。你返回的 upstream * (1 - p) 只用了雅可比矩阵的对角线。

Caught by: gradient
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
    log_total, _ = log_of_sum(z, axis)
    return z - log_total


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)) with respect to x."""
    p = jnp.exp(log_softmax(x, axis))
    return upstream - p * upstream
