"""The scores are divided by sqrt(d_model). A head's dot product has d_head terms only: divide by
sqrt(d_head), or all heads become too even.

zh: 得分除以了 sqrt(d_model)。而一个头的点积只有 d_head 项：应除以 sqrt(d_head)，否则所有头的权重都过于平均。

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
        scores = q @ k.mT / math.sqrt(x.shape[-1])  # (batch, heads, time, time)
        out = torch.softmax(scores, dim=-1) @ v  # (batch, heads, time, d_head)
        return self.out(out.transpose(1, 2).reshape(x.shape))
