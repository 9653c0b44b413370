"""The projections lie in a Python list, so nn.Module does not see them: parameters() lacks them, no
optimizer trains them, and to(device) leaves them behind. Assign each as an attribute, or use
nn.ModuleList.

zh: 投影放在普通的 Python 列表里，nn.Module 看不到它们：parameters() 里没有，优化器不会训练，to(device) 也会把它们落下。请逐个赋为属性，或使用 nn.ModuleList。

Caught by: contract
"""

import math

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    """Self-attention of (batch, time, d_model) with `heads` heads."""

    def __init__(self, d_model, heads):
        super().__init__()
        self.heads = heads
        self.inputs = [nn.Linear(d_model, d_model) for _ in range(3)]
        self.out = nn.Linear(d_model, d_model)

    def split(self, x):
        """(batch, time, d_model) -> (batch, heads, time, d_head)."""
        batch, time, d_model = x.shape
        return x.view(batch, time, self.heads, d_model // self.heads).transpose(1, 2)

    def forward(self, x):
        q, k, v = (self.split(layer(x)) for layer in self.inputs)
        scores = q @ k.mT / math.sqrt(q.shape[-1])  # (batch, heads, time, time)
        out = torch.softmax(scores, dim=-1) @ v  # (batch, heads, time, d_head)
        return self.out(out.transpose(1, 2).reshape(x.shape))
