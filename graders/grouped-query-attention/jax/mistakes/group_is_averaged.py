"""The query heads of a group are averaged and share one softmax. Only keys and values are shared: each
query head keeps its own weights and its own output.

zh: 一组里的查询头被取了平均，共用一个 softmax。共用的只有键和值：每个查询头都保留自己的权重和输出。

Caught by: values
"""

import math

import jax


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, kv_heads, heads // kv_heads, queries, d)
    q = 0 * q + q.mean(2)[:, :, None]
    k, v = k[:, :, None], v[:, :, None]  # (batch, kv_heads, 1, keys, ...): broadcast over the group
    scores = q @ k.mT / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = jax.nn.softmax(scores, axis=-1) @ v
    return out.reshape(batch, heads, queries, v.shape[-1])
