"""`dweight.at[ids].add(dy)` returns a new array and leaves dweight as it is: JAX arrays do not change. You
return the zeros it started from.

zh: `dweight.at[ids].add(dy)` 返回新数组，而 dweight 保持不变：JAX 数组不可变。你返回的是最初的零。

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
    dweight.at[ids].add(dy)  # once for every occurrence
    return dweight if padding_id is None else dweight.at[padding_id].set(0)
