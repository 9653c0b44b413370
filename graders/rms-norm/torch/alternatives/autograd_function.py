"""An autograd.Function with the backward pass by hand."""

import torch
from torch import nn


class Normalise(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, eps):
        wide = x if x.dtype == torch.float64 else x.float()
        inverse = (wide.pow(2).mean(-1, keepdim=True) + eps) ** -0.5
        ctx.save_for_backward(wide * inverse, inverse)
        return (wide * inverse).type_as(x)

    @staticmethod
    def backward(ctx, dn):
        n, inverse = ctx.saved_tensors
        return (inverse * (dn - n * (dn * n).mean(-1, keepdim=True))).type_as(dn), None


class RMSNorm(nn.Module):
    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        return self.weight * Normalise.apply(x, self.eps)
