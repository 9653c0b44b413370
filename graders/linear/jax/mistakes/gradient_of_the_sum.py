"""You differentiate the plain sum of y and leave dy out: that is the gradient for a dy of ones. `pull(dy)`
weighs each output with what comes from above.

zh: 你对 y 的简单求和求导，没有用到 dy：那是 dy 全为 1 时的梯度。`pull(dy)` 会按上游传来的值给每个输出加权。

Caught by: gradient
"""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    key_w, key_b = jax.random.split(key)
    bound = in_features**-0.5
    weight = jax.random.uniform(key_w, (out_features, in_features), minval=-bound, maxval=bound)
    bias = jax.random.uniform(key_b, (out_features,), minval=-bound, maxval=bound)
    return weight, bias


@jax.jit
def linear(x, weight, bias):
    """Return y: (..., out)."""
    return x @ weight.T + bias


@jax.jit
def linear_backward(dy, x, weight):
    """Return the gradients of sum(dy * y): (..., in), (out, in), (out,)."""
    bias = jnp.zeros(len(weight), x.dtype)  # its value has no say in any gradient
    _, pull = jax.vjp(linear, x, weight, bias)
    return pull(jnp.ones_like(dy))
