"""`.at[ids].set(dy)` overwrites: of an id that occurs several times one share is left, and which one is not
defined. `.at[ids].add(dy)` adds them up.

zh: `.at[ids].set(dy)` 会覆盖：多次出现的 id 只留下一份，而且留下哪一份没有定义。`.at[ids].add(dy)` 才会累加。

Caught by: gradient
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
    dweight = dweight.at[ids].set(dy)  # once for every occurrence
    return dweight if padding_id is None else dweight.at[padding_id].set(0)
