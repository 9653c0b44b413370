"""`if padding_id:` is false for the id 0, which is the most usual padding id. Ask whether there is one: `is
not None`.

zh: 当 id 为 0 时 `if padding_id:` 为假，而 0 正是最常见的填充 id。应当问“有没有”：`is not None`。

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
    dweight = jnp.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    dweight = dweight.at[ids].add(dy)  # once for every occurrence
    return dweight.at[padding_id].set(0) if padding_id else dweight
