"""Query heads are dealt out in turn: head h gets the keys of h mod kv_heads, which is what tiling k does. A
group is made of neighbours: h // group. Use repeat_interleave in PyTorch or repeat with an axis in NumPy
and JAX, not tile.

zh: 查询头被轮流分配：头 h 得到第 h mod kv_heads 个键头，这正是把 k 整体重复（tile）的结果。一组应由相邻的头组成：h // group。PyTorch 用 repeat_interleave，NumPy 和 JAX 用带 axis 的 repeat，而不是 tile。

Caught by: values
"""

import math

import torch


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, heads // kv_heads, kv_heads, queries, d).swapaxes(1, 2)
    k, v = k[:, :, None], v[:, :, None]  # (batch, kv_heads, 1, keys, ...): broadcast over the group
    scores = q @ k.mT / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = torch.softmax(scores, dim=-1) @ v
    return out.swapaxes(1, 2).reshape(batch, heads, queries, v.shape[-1])
