"""One head at a time, in modules of their own for the two halves."""

import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.size = d // heads
        self.qkv = nn.Linear(d, 3 * d)
        self.out = nn.Linear(d, d)

    def forward(self, x):
        future = torch.full((x.size(1), x.size(1)), float("-inf"), dtype=x.dtype).triu(1)
        outs = []
        for q, k, v in zip(*(part.split(self.size, dim=-1) for part in self.qkv(x).chunk(3, dim=-1))):
            outs.append((q @ k.transpose(1, 2) / self.size**0.5 + future).softmax(-1) @ v)
        return self.out(torch.cat(outs, dim=-1))


class GPTBlock(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.attention = nn.Sequential(nn.LayerNorm(d), Attention(d, heads))
        self.mlp = nn.Sequential(nn.LayerNorm(d), nn.Linear(d, 4 * d), nn.GELU(approximate="tanh"), nn.Linear(4 * d, d))

    def forward(self, x):
        x = x + self.attention(x)
        return x + self.mlp(x)
