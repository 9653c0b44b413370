"""The values are drawn between 0 and the bound. All units then start with positive weights and add up
alike; draw symmetrically around 0.

zh: 数值在 0 与界之间抽取。这样所有单元一开始权重都为正，输出都很相似；应当以 0 为中心对称地抽取。

Caught by: initial values
"""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    key_w, key_b = jax.random.split(key)
    bound = in_features**-0.5
    weight = bound * jax.random.uniform(key_w, (out_features, in_features))
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
    return pull(dy)
