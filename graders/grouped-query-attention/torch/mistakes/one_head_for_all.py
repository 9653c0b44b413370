"""All query heads use the first head of keys and values. That is multi-query attention; with more heads of
keys, each serves a group of its own.

zh: 所有查询头都用了第一个键值头。那是多查询注意力（MQA）；当键头不止一个时，每个键头服务于自己的一组。

Caught by: values
"""

import math

import torch


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, kv_heads, heads // kv_heads, queries, d)  # neighbouring heads form a group
    k, v = k[:, :1, None], v[:, :1, None]
    scores = q @ k.mT / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = torch.softmax(scores, dim=-1) @ v
    return out.reshape(batch, heads, queries, v.shape[-1])
