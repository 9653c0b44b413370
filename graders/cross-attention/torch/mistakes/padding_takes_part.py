"""The mask is not used: padded positions of the memory get weight, and the same sentence is read
differently in another batch.

zh: 没有使用掩码：memory 中的填充位置也得到了权重，同一个句子换一个批量结果就不同。

Caught by: padded memory
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
        q, k, v = self.split(self.query(x)), self.split(self.key(memory)), self.split(self.value(memory))
        scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, heads, queries, keys)
        out = (torch.softmax(scores, dim=-1) @ v).transpose(1, 2)  # (batch, queries, heads, d_head)
        return self.out(out.reshape(x.shape))
