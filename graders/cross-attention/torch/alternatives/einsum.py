"""Keys and values cut to the real positions, one sequence of the batch at a time."""

import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, d_model, d_memory, heads):
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_memory, d_model)
        self.v_proj = nn.Linear(d_memory, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def one(self, x, memory):
        q, k, v = (
            layer(source).unflatten(-1, (self.heads, -1))
            for layer, source in ((self.q_proj, x), (self.k_proj, memory), (self.v_proj, memory))
        )
        scores = torch.einsum("qhd,khd->hqk", q, k) * q.size(-1) ** -0.5
        return self.o_proj(torch.einsum("hqk,khd->qhd", scores.softmax(dim=-1), v).flatten(1))

    def forward(self, x, memory, mask):
        return torch.stack([self.one(each, kept[real]) for each, kept, real in zip(x, memory, mask)])
