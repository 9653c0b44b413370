"""`jnp.roll` moves the end of the sequence to its beginning, so the first outputs see the last inputs.
Before the beginning there are zeros.

zh: `jnp.roll` 把序列末尾移到了开头，于是最初的输出看到了最后的输入。开头之前应是零。

Caught by: blind to the future
"""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jax.jit, static_argnames="dilation")
def conv1d(x, weight, bias, dilation=1):
    """Return y: (batch, out, length)."""
    k, length = weight.shape[2], x.shape[2]
    padded = jnp.pad(x, ((0, 0), (0, 0), ((k - 1) * dilation, 0)))  # in front alone
    starts = [j * dilation for j in range(k)]
    seen = jnp.stack([jnp.roll(x, (k - 1) * dilation - start, axis=2) for start in starts])  # (k, batch, channels, length)
    return jnp.einsum("jbct,ocj->bot", seen, weight) + bias[:, None]


@partial(jax.jit, static_argnames="dilation")
def conv1d_backward(dy, x, weight, dilation=1):
    """Return the gradients of sum(dy * y), of the shapes of x, weight and bias."""
    bias = jnp.zeros(len(weight), x.dtype)  # its value has no say in any gradient
    _, pull = jax.vjp(lambda *arrays: conv1d(*arrays, dilation), x, weight, bias)
    return pull(dy)
