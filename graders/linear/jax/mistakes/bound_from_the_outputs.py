"""The bound is taken from out_features. What a unit adds up are its inputs, so their number sets the scale:
`1 / sqrt(in_features)`.

zh: 界用的是 out_features。每个单元累加的是它的输入，因此尺度由输入个数决定：`1 / sqrt(in_features)`。

Caught by: initial values
"""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    """Return weight: (out, in) and bias: (out,), uniform within 1 / sqrt(in)."""
    key_w, key_b = jax.random.split(key)
    bound = out_features**-0.5
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
    return pull(dy)
