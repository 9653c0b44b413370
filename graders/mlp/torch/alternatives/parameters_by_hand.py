"""No nn.Linear: parameters of our own, stored as (fan_in, fan_out), and the loss written from its formula."""

import math

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.params = nn.ParameterList()
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            self.params.append(torch.randn(fan_in, fan_out) * math.sqrt(2 / fan_in))
            self.params.append(torch.zeros(fan_out))

    def forward(self, x):
        params = list(self.params)  # W, b, W, b, …
        for k, (W, b) in enumerate(zip(params[::2], params[1::2])):
            x = torch.addmm(b, x.clamp(min=0) if k else x, W)  # the ReLU of the layer below, then this layer
        return x


def bce_from_logits(z, y):
    """log(1 + exp(z)) - z y, with the larger exponent taken out so that exp never overflows."""
    return (z.clamp(min=0) - z * y + torch.exp(-z.abs()).log1p()).mean()


def train(model, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        for p in model.parameters():
            p.grad = None
        loss = bce_from_logits(model(x).flatten(), y)
        loss.backward()
        losses.append(float(loss))
        for p in model.parameters():
            p.data.add_(p.grad, alpha=-lr)  # .data is out of autograd's sight
    return losses
