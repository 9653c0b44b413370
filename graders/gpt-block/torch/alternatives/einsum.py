"""LayerNorm by hand, the projections split by unflatten, einsums that name every axis."""

import torch
from torch import nn


class Norm(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.gain, self.bias = nn.Parameter(torch.ones(d)), nn.Parameter(torch.zeros(d))

    def forward(self, x):
        variance, mean = torch.var_mean(x, dim=-1, keepdim=True, correction=0)
        return self.gain * (x - mean) * torch.rsqrt(variance + 1e-5) + self.bias


class GPTBlock(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.qkv, self.out = Norm(d), nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.norm2, self.up, self.down = Norm(d), nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        q, k, v = self.qkv(self.norm1(x)).unflatten(-1, (3, self.heads, -1)).unbind(dim=2)
        scores = torch.einsum("bqhe,bkhe->bhqk", q, k) * q.size(-1) ** -0.5
        visible = torch.ones(x.size(1), x.size(1), dtype=torch.bool).tril()
        weights = scores.where(visible, torch.finfo(scores.dtype).min).softmax(dim=-1)
        x = x + self.out(torch.einsum("bhqk,bkhe->bqhe", weights, v).flatten(2))
        h = self.up(self.norm2(x))
        return x + self.down(0.5 * h * (1 + torch.tanh(0.7978845608028654 * (h + 0.044715 * h**3))))
