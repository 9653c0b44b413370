"""The output's heads are ordered by place in the group first, then by group. Weights of the output
projection belong to fixed heads: bring the axes back to (kv_heads, group) before the reshape.

zh: 输出中的头先按组内位置、再按组排列。输出投影的权重与固定的头对应：reshape 之前，轴的顺序应为 (kv_heads, group)。

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
    scores = q @ k.mT / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = jax.nn.softmax(scores, axis=-1) @ v
    return out.swapaxes(1, 2).reshape(batch, heads, queries, v.shape[-1])
