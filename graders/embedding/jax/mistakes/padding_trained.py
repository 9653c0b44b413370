"""The padding id gets a gradient like any other, so its row is trained on what should be ignored. Zero that
row of the result.

zh: 填充 id 像其他 id 一样得到了梯度，于是它的行会被本应忽略的位置训练。请把结果中的这一行置零。

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
    return dweight
