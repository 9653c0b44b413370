"""You normalise with the unbiased variance. y takes the mean of the squared deviations; only the running
variance gathers the unbiased one.

zh: 你用无偏方差做归一化。y 用的是平方差的均值；只有滑动方差积累无偏方差。

Caught by: values in training
"""

from functools import partial

import jax
import jax.numpy as jnp


def normalise(x, mean, var, weight, bias, eps):
    """Return weight * (x - mean) / sqrt(var + eps) + bias."""
    return weight * (x - mean) * jax.lax.rsqrt(var + eps) + bias


@partial(jax.jit, static_argnames="training")
def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """Return y: (batch, features), and the running statistics after this call: (features,) each."""
    if not training:
        return normalise(x, running_mean, running_var, weight, bias, eps), running_mean, running_var
    mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)
    unbiased = var
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * unbiased
    return normalise(x, mean, var, weight, bias, eps), new_mean, new_var


@jax.jit
def batch_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y) in training: (batch, features), (features,), (features,)."""

    def y(x, weight, bias):
        return normalise(x, x.mean(axis=0), x.var(axis=0), weight, bias, eps)

    _, pull = jax.vjp(y, x, weight, jnp.zeros_like(weight))
    return pull(dy)
