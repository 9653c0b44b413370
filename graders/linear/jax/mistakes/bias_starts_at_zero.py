"""The bias starts at zero. That is a usual choice too, but not the one of this layer: it is uniform within
the same bound as the weight.

zh: 偏置从零开始。这也是常见的选择，但不是本层的做法：它与权重在相同的界内均匀分布。

Caught by: initial values
"""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    key_w, key_b = jax.random.split(key)
    bound = in_features**-0.5
    weight = jax.random.uniform(key_w, (out_features, in_features), minval=-bound, maxval=bound)
    bias = jnp.zeros(out_features)
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
