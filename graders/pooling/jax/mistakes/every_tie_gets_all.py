"""Every number that equals the maximum gets the whole share. Where several are equally large, as zeros
after a ReLU, the gradient grows by their number. Choose one, or divide.

zh: 凡是等于最大值的数都得到完整的一份。若有几个同样大（例如 ReLU 之后的零），梯度就成倍增大。请选其中一个，或平分。

Caught by: ties
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
    y = max_pool(x, size, stride)
    _, pull = jax.vjp(lambda x: windows(x, size, stride), x)
    return pull(jnp.where(windows(x, size, stride) == y, dy, 0))[0]


@partial(jax.jit, static_argnames=("size", "stride"))
def avg_pool_backward(dy, x, size, stride):
    """Send each window's share to all its numbers, in equal parts."""
    _, pull = jax.vjp(lambda x: avg_pool(x, size, stride), x)
    return pull(dy)[0]
