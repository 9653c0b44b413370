"""Parameters of its own, and einsums that name every axis: nothing is transposed."""

import torch
from torch import nn


class Projection(nn.Module):
    def __init__(self, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(d_model, d_model) / d_model**0.5)
        self.bias = nn.Parameter(torch.zeros(d_model))


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, heads):
        super().__init__()
        self.heads = heads
        self.projections = nn.ModuleList([Projection(d_model) for _ in range(4)])

    def forward(self, x):
        *inputs, last = self.projections
        shape = (self.heads, x.shape[-1] // self.heads)
        q, k, v = (
            torch.einsum("btm,hdm->bthd", x, each.weight.unflatten(0, shape)) + each.bias.unflatten(0, shape)
            for each in inputs
        )
        weights = torch.einsum("bqhd,bkhd->bhqk", q, k / shape[1] ** 0.5).softmax(dim=-1)
        return torch.einsum("bhqk,bkhd->bqhd", weights, v).flatten(2) @ last.weight.T + last.bias
