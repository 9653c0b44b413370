"""You split d_model into (d_head, heads), so a head gets every heads-th column. Any fixed split could be
trained, but weights are exchanged by convention: head h owns d_head neighbouring columns.

zh: 你把 d_model 拆成了 (d_head, heads)，于是每个头拿到的是间隔 heads 的列。任何固定的拆法都可以训练，但交换权重要遵守约定：头 h 拥有相邻的 d_head 列。

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
        return x.view(batch, time, d_model // self.heads, self.heads).permute(0, 3, 1, 2)

    def forward(self, x):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
        out = torch.softmax(scores, dim=-1) @ v  # (batch, heads, time, d_head)
        return self.out(out.transpose(1, 2).reshape(x.shape))
