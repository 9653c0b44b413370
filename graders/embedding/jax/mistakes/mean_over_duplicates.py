"""The shares of an id that occurs several times are averaged. Each occurrence acted on its own: they add
up.

zh: 同一个 id 多次出现时你取了平均。每次出现都独立地起作用：应当相加。

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
    dweight = dweight.at[ids].add(dy)
    counts = jnp.zeros(num_embeddings, dy.dtype).at[ids].add(1)
    dweight = dweight / jnp.maximum(counts, 1)[:, None]
    return dweight if padding_id is None else dweight.at[padding_id].set(0)
