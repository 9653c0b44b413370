"""The group's size is written down as 3. It is heads / kv_heads, from the shapes: 1 in multi-head and all
heads in multi-query attention.

zh: 组的大小被写死为 3。它应由形状得出：heads / kv_heads，多头注意力中是 1，多查询注意力中是全部的头。

Caught by: other numbers of heads
"""

import math

import torch


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, heads // 3, 3, queries, d)
    k, v = k[:, :, None], v[:, :, None]  # (batch, kv_heads, 1, keys, ...): broadcast over the group
    scores = q @ k.mT / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = torch.softmax(scores, dim=-1) @ v
    return out.reshape(batch, heads, queries, v.shape[-1])
