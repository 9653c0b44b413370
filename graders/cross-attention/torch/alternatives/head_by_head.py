"""One head at a time; the heads side by side at the end."""

import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, d_memory, heads):
        super().__init__()
        self.size = d_model // heads
        widths = (d_model, d_memory, d_memory, d_model)
        self.layers = nn.ModuleList([nn.Linear(width, d_model) for width in widths])

    def forward(self, x, memory, mask):
        query, key, value, out = self.layers
        parts = (query(x), key(memory), value(memory))
        hidden = torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, float("-inf")).unsqueeze(1)
        outs = []
        for q, k, v in zip(*(part.split(self.size, dim=-1) for part in parts)):
            weights = torch.softmax(q @ k.transpose(1, 2) / self.size**0.5 + hidden, dim=-1)
            outs.append(weights @ v)
        return out(torch.cat(outs, dim=-1))
