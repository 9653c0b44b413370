"""The gradient for x treats mean and variance as constants, so only the direct path is left. x changes both
of them; the right gradient of a row sums to 0 and is nearly orthogonal to the normalised row. Take away
the `stop_gradient`.

zh: 对 x 的梯度把均值和方差当作常数，只剩下直接的那条路径。x 会改变这两者；正确的梯度每行之和为 0，并且几乎与归一化后的行正交。请去掉 `stop_gradient`。

Caught by: gradient
"""

import jax
import jax.numpy as jnp


@jax.jit
def layer_norm(x, weight, bias, eps=1e-5):
    """Return y: (..., dim)."""
    centred = x - jax.lax.stop_gradient(x.mean(axis=-1, keepdims=True))
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)  # (..., 1)
    return centred * jax.lax.stop_gradient(jax.lax.rsqrt(variance + eps)) * weight + bias


@jax.jit
def layer_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y): (..., dim), (dim,), (dim,)."""
    bias = jnp.zeros_like(weight)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: layer_norm(*arrays, eps), x, weight, bias)
    return pull(dy)
