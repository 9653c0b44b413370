"""You weigh the chunks by their rows, padding included. Where the padding lies unevenly the weights are
wrong: what counts is how many rows have the mask True.

zh: 你按行数给各块加权，把填充也算了进去。填充分布不均时权重就错了：应看掩码为 True 的行有多少。

Caught by: padding
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
        n = len(y) / jnp.maximum(mask.sum(), 1)
        total += value * n
        grads = jax.tree.map(lambda g, m: g + m * n, grads, more)
        count += len(y)
    return total / count, jax.tree.map(
        lambda g: g / count, grads
    )
