"""The scores are not divided by sqrt(d): the softmax is too sharp.

zh: 得分没有除以 sqrt(d)：softmax 过于尖锐。

Caught by: values
"""

import math

import jax


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, kv_heads, heads // kv_heads, queries, d)  # neighbouring heads form a group
    k, v = k[:, :, None], v[:, :, None]  # (batch, kv_heads, 1, keys, ...): broadcast over the group
    scores = q @ k.mT  # (batch, kv_heads, group, queries, keys)
    out = jax.nn.softmax(scores, axis=-1) @ v
    return out.reshape(batch, heads, queries, v.shape[-1])
