"""The softmax runs along the axis of the heads: they compete with each other, and a query's weights over
the keys do not sum to 1. Take the last axis.

zh: softmax 沿头的轴进行：各个头互相竞争，一个查询对各键的权重之和不是 1。应沿最后一个轴。

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
        return x.view(batch, time, self.heads, d_model // self.heads).transpose(1, 2)

    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
        out = torch.softmax(scores, dim=1) @ v  # (batch, heads, time, d_head)
        return self.out(out.transpose(1, 2).reshape(x.shape))
