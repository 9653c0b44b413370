"""You add eps to the standard deviation, outside the root. For an ordinary variance the difference is a few
millionths, for a small one the result is far off: the formula takes the root of `var + eps`.

zh: 你把 eps 加在标准差上，即根号之外。方差正常时只差百万分之几，方差很小时结果就差很远：公式是对 `var + eps` 开根号。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)  # (..., 1)
    return centred / (jnp.sqrt(variance) + eps) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(dy)
