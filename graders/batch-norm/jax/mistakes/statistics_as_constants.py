"""The gradient for x treats the batch's mean and variance as constants. Every row changes both of them: in
the right gradient each column sums to 0. Take away the `stop_gradient`.

zh: 对 x 的梯度把批量的均值和方差当作常数。每一行都会改变它们：正确的梯度每一列之和为 0。请去掉 `stop_gradient`。

Caught by: gradient
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
    mean, var = x.mean(axis=0), x.var(axis=0)
    unbiased = var * len(x) / (len(x) - 1)
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * unbiased
    return normalise(x, mean, var, weight, bias, eps), new_mean, new_var


@jax.jit
def batch_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y) in training: (batch, features), (features,), (features,)."""

    def y(x, weight, bias):
        return normalise(x, *jax.lax.stop_gradient((x.mean(axis=0), x.var(axis=0))), weight, bias, eps)

    _, pull = jax.vjp(y, x, weight, jnp.zeros_like(weight))
    return pull(dy)
