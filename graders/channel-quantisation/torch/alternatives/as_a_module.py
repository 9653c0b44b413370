"""An nn.Module with buffers; einsum over the centred integers."""

import torch
from torch import nn


class QuantisedLinear(nn.Module):
    def __init__(self, q, scale, zero, bias):
        super().__init__()
        for name, value in (("q", q), ("scale", scale), ("zero", zero), ("bias", bias)):
            self.register_buffer(name, value)

    def weight(self):
        return torch.einsum("o,oi->oi", self.scale, self.q.to(self.scale.dtype) - self.zero.unsqueeze(-1))

    def forward(self, x):
        return torch.einsum("...i,oi->...o", x, self.weight()) + self.bias


def quantise(w):
    nothing = torch.zeros_like(w[:, 0])
    low, high = torch.minimum(w.min(dim=1).values, nothing), torch.maximum(w.max(dim=1).values, nothing)
    width = high - low
    scale = torch.where(width == 0, torch.ones_like(width), width / 255)
    zero = torch.round(low / -scale)
    q = torch.round(w.T / scale).add(zero).clamp(min=0, max=255).T
    return q.type(torch.uint8), scale, zero.type(torch.uint8)


def dequantise(q, scale, zero):
    return QuantisedLinear(q, scale, zero, None).weight()


def linear(x, q, scale, zero, bias):
    return QuantisedLinear(q, scale, zero, bias)(x)
