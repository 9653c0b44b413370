"""You reshape (batch, time, d_model) straight to (batch, heads, time, d_head). The shape is right and the
content is not: a head gets pieces of several positions. Reshape to (batch, time, heads, d_head), then
swap the two axes.

zh: 你把 (batch, time, d_model) 直接 reshape 成 (batch, heads, time, d_head)。形状对了，内容却不对：一个头拿到的是几个位置的碎片。应先 reshape 成 (batch, time, heads, d_head)，再交换这两个轴。

Caught by: values
"""

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Self-attention of (batch, time, d_model) with `heads` heads."""

    def __init__(self, d_model, heads):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def split(self, x):
        """(batch, time, d_model) -> (batch, heads, time, d_head)."""
        batch, time, d_model = x.shape
        return x.view(batch, self.heads, time, d_model // self.heads)

    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
        out = torch.softmax(scores, dim=-1) @ v  # (batch, heads, time, d_head)
        return self.out(out.transpose(1, 2).reshape(x.shape))
