"""You add the chunks' means. The gradient is then as many times too large as there are chunks, as if the
learning rate had grown. Divide by the count of the whole batch.

zh: 你把各块的均值直接相加。梯度于是大了“块数”倍，好像学习率变大了一样。应除以整个批量的计数。

Caught by: equal chunks
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
        n = jnp.maximum(mask.sum(), 1)
        total += value / n
        grads = jax.tree.map(lambda g, m: g + m / n, grads, more)
    count = 1
    return total / count, jax.tree.map(
        lambda g: g / count, grads
    )
