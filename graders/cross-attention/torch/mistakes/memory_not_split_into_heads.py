"""The queries are split into heads rightly, keys and values are reshaped straight to (batch, heads, keys,
d_head): a head of the memory mixes positions. Split both in the same way.

zh: 查询正确地拆成了多个头，键和值却被直接 reshape 成 (batch, heads, keys, d_head)：memory 的一个头混合了不同的位置。两者应以相同方式拆分。

Caught by: values
"""

import math

import torch
from torch import nn


class CrossAttention(nn.Module):
    """Queries from x: (batch, queries, d_model); keys and values from memory: (batch, keys, d_memory)."""

    def __init__(self, d_model, d_memory, heads):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_memory, d_model)
        self.value = nn.Linear(d_memory, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split(self, x):
        """(batch, length, d_model) -> (batch, heads, length, d_head)."""
        batch, length, d_model = x.shape
        return x.view(batch, length, self.heads, d_model // self.heads).transpose(1, 2)

    def forward(self, x, memory, mask):
        q = self.split(self.query(x))
        k = self.key(memory).view(q.shape[0], self.heads, -1, q.shape[-1])
        v = self.value(memory).view(k.shape)
        scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, heads, queries, keys)
        scores = scores.masked_fill(~mask[:, None, None, :], -math.inf)
        out = (torch.softmax(scores, dim=-1) @ v).transpose(1, 2)  # (batch, queries, heads, d_head)
        return self.out(out.reshape(x.shape))
