"""The padded places are cut out with a boolean mask. How many remain depends on the values, so the result
has no fixed shape, and under `jit` JAX raises NonConcreteBooleanIndexError. Zero instead of cutting out.

zh: 你用布尔掩码去掉填充的位置。剩下多少取决于数值，因此结果没有固定形状，在 `jit` 之下 JAX 会抛出 NonConcreteBooleanIndexError。应当置零，而不是去掉。

Caught by: padding
"""

from functools import partial

import jax
import jax.numpy as jnp


@jax.jit
def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


@partial(jax.jit, static_argnames=("num_embeddings", "padding_id"))
def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    if padding_id is not None:
        real = ids != padding_id
        ids, dy = ids[real], dy[real]
    dweight = jnp.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    dweight = dweight.at[ids].add(dy)  # once for every occurrence
    return dweight if padding_id is None else dweight.at[padding_id].set(0)
