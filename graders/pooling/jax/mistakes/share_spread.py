"""You spread the share of a window over all its numbers, as if it were an average. Only the largest number
has an effect on the maximum.

zh: 你把窗口的份额分给了其中所有的数，好像它是平均值。只有最大的数影响最大值。

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
    _, pull = jax.vjp(lambda x: avg_pool(x, size, stride), x)
    return pull(dy)[0]


@partial(jax.jit, static_argnames=("size", "stride"))
def avg_pool_backward(dy, x, size, stride):
    """Send each window's share to all its numbers, in equal parts."""
    _, pull = jax.vjp(lambda x: avg_pool(x, size, stride), x)
    return pull(dy)[0]
