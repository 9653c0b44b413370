"""The padding is split between both ends, which keeps the length and lets every output see half of its
window in the future. A model that predicts the next step could copy it. Pad in front alone.

zh: 填充分在了两端：长度不变，但每个输出都看到一半的未来。预测下一步的模型可以直接照抄。应当只在前面填充。

Caught by: blind to the future
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="dilation")
def conv1d(x, weight, bias, dilation=1):
    """Return y: (batch, out, length)."""
    k, length = weight.shape[2], x.shape[2]
    padded = jnp.pad(x, ((0, 0), (0, 0), ((k - 1) * dilation // 2, (k - 1) * dilation - (k - 1) * dilation // 2)))  # in front alone
    starts = [j * dilation for j in range(k)]
    seen = jnp.stack([padded[:, :, start : start + length] for start in starts])  # (k, batch, channels, length)
    return jnp.einsum("jbct,ocj->bot", seen, weight) + bias[:, None]


@partial(jax.jit, static_argnames="dilation")
def conv1d_backward(dy, x, weight, dilation=1):
    """Return the gradients of sum(dy * y), of the shapes of x, weight and bias."""
    bias = jnp.zeros(len(weight), x.dtype)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: conv1d(*arrays, dilation), x, weight, bias)
    return pull(dy)
