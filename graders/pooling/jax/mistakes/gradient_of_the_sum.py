"""You differentiate the plain sum of y and leave dy out: that is the gradient for a dy of ones. The
function that `jax.vjp` returns weighs each output with what comes from above.

zh: 你对 y 的简单求和求导，没有用到 dy：那是 dy 全为 1 时的梯度。`jax.vjp` 返回的函数会按上游传来的值给每个输出加权。

Caught by: gradient of the maximum
"""

from functools import partial

import jax
import jax.numpy as jnp


def windows(x, size, stride):
    """Return what stands at each place of the windows: (size², batch, channels, h, w)."""
    rows, columns = (n - size + 1 for n in x.shape[2:])  # where a window may begin
    places = [(i, j) for i in range(size) for j in range(size)]
    return jnp.stack([x[:, :, i : i + rows : stride, j : j + columns : stride] for i, j in places])


@partial(jax.jit, static_argnames=("size", "stride"))
def max_pool(x, size, stride):
    """Return the maximum of each window: (batch, channels, h, w)."""
    return windows(x, size, stride).max(axis=0)


@partial(jax.jit, static_argnames=("size", "stride"))
def avg_pool(x, size, stride):
    """Return the average of each window: (batch, channels, h, w)."""
    return windows(x, size, stride).mean(axis=0)


@partial(jax.jit, static_argnames=("size", "stride"))
def max_pool_backward(dy, x, size, stride):
    """Send each window's share to its largest number; in JAX those that are equally large share."""
    return jax.grad(lambda x: max_pool(x, size, stride).sum())(x)


@partial(jax.jit, static_argnames=("size", "stride"))
def avg_pool_backward(dy, x, size, stride):
    """Send each window's share to all its numbers, in equal parts."""
    _, pull = jax.vjp(lambda x: avg_pool(x, size, stride), x)
    return pull(dy)[0]
