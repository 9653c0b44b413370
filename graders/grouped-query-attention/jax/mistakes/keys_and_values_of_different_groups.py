"""The keys are those of the group, the values are tiled: a head weighs by one group's keys and sums
another's values. Expand both in the same way.

zh: 键取的是本组的，值却是整体重复（tile）的：一个头按这一组的键加权，却对另一组的值求和。两者应以相同方式展开。

Caught by: values
"""

import math

import jax


def grouped_query_attention(q, k, v):
    """Return the output: (batch, heads, queries, d_v)."""
    batch, heads, queries, d = q.shape
    kv_heads = k.shape[1]
    q = q.reshape(batch, kv_heads, heads // kv_heads, queries, d)  # neighbouring heads form a group
    k, v = k[:, :, None], v[:, [[(h * (heads // kv_heads) + g) % kv_heads for g in range(heads // kv_heads)] for h in range(kv_heads)]]
    scores = q @ k.mT / math.sqrt(d)  # (batch, kv_heads, group, queries, keys)
    out = jax.nn.softmax(scores, axis=-1) @ v
    return out.reshape(batch, heads, queries, v.shape[-1])
