"""You take each chunk's mean and give it back its weight afterwards. For a chunk of padding that is 0 / 0,
and 0 times NaN is still NaN. Sum, and divide once at the end.

zh: 你先取每块的均值，再乘回它的权重。对全是填充的块，这是 0 / 0，而 0 乘以 NaN 仍是 NaN。应累加总和，最后只除一次。

Caught by: nothing but padding
"""

import jax
import jax.numpy as jnp


def squared_errors(params, x, y, mask):
    """The sum over the rows that count: sums add up."""
    w, b = params
    return jnp.sum(mask * (x @ w + b - y) ** 2)


def accumulate(params, chunks):
    """Return (loss, grads) of all chunks as one batch."""
    total, count = 0.0, 0
    grads = jax.tree.map(jnp.zeros_like, params)
    for x, y, mask in chunks:
        value, more = jax.value_and_grad(squared_errors)(
            params, x, y, mask
        )
        n = mask.sum()
        total += n * (value / n)
        grads = jax.tree.map(
            lambda g, m: g + n * (m / n), grads, more
        )
        count += n
    count = jnp.maximum(count, 1)
    return total / count, jax.tree.map(
        lambda g: g / count, grads
    )
