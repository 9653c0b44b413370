"""An autograd.Function with the backward pass by hand: it keeps the normalised values and one number for each row."""

import torch
from torch import nn


class Normalise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, eps):
        centred = x - x.mean(-1, keepdim=True)
        inverse = (centred.pow(2).mean(-1, keepdim=True) + eps).rsqrt()
        n = centred * inverse
        ctx.save_for_backward(n, inverse)
        return n

    @staticmethod
    def backward(ctx, dn):
        n, inverse = ctx.saved_tensors
        dx = inverse * (dn - dn.mean(-1, keepdim=True) - n * (dn * n).mean(-1, keepdim=True))
        return dx, None


class LayerNorm(nn.Module):
    def __init__(self, dim, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.empty(dim))
        self.bias = nn.Parameter(torch.empty(dim))
        nn.init.ones_(self.weight)
        nn.init.zeros_(self.bias)

    def forward(self, x):
        return Normalise.apply(x, self.eps) * self.weight + self.bias
