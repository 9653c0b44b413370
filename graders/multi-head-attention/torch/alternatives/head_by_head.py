"""One head at a time with its own slice of the projections; the heads side by side at the end."""

import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, heads):
        super().__init__()
        self.d_head = d_model // heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.o_proj = nn.Linear(d_model, d_model)

    def forward(self, x):
        parts = (layer(x).split(self.d_head, dim=-1) for layer in (self.q_proj, self.k_proj, self.v_proj))
        outs = [(q @ k.transpose(1, 2) * self.d_head**-0.5).softmax(-1) @ v for q, k, v in zip(*parts)]
        return self.o_proj(torch.cat(outs, dim=-1))
