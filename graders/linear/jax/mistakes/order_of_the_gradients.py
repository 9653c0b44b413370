"""The gradients come in another order than asked for: weight first. vjp returns them in the order of the
function's arguments, x, weight, bias; so must you.

zh: 梯度的顺序与要求不同：weight 在最前。vjp 按函数参数的顺序返回，即 x、weight、bias；你也应当如此。

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
    dx, dweight, dbias = pull(dy)
    return dweight, dbias, dx
