"""The attention has no mask: each position sees the later ones, which a language model is to predict.

zh: 注意力没有掩码：每个位置都能看到后面的位置，而那正是语言模型要预测的。

Caught by: no look into the future
"""

import math

import torch
from torch import nn


class GPTBlock(nn.Module):
    """Causal attention and an MLP, each with a LayerNorm before it and a residual around it."""

    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(d)
        self.qkv = nn.Linear(d, 3 * d)
        self.out = nn.Linear(d, d)
        self.norm2 = nn.LayerNorm(d)
        self.up = nn.Linear(d, 4 * d)
        self.down = nn.Linear(4 * d, d)

    def attention(self, x):
        """Return causal multi-head self-attention of x: (batch, time, d)."""
        batch, time, d = x.shape
        qkv = self.qkv(x).view(batch, time, 3, self.heads, d // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)  # each (batch, heads, time, d_head)
        scores = q @ k.mT / math.sqrt(d // self.heads)
        future = torch.ones(time, time, dtype=torch.bool, device=x.device).triu(1)
        weights = torch.softmax(scores, dim=-1)
        return self.out((weights @ v).transpose(1, 2).reshape(batch, time, d))

    def mlp(self, x):
        """Return GELU between two linear layers."""
        return self.down(nn.functional.gelu(self.up(x), approximate="tanh"))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))
