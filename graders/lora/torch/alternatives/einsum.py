"""The factors live in a ParameterDict; the frozen layer's output and the update are added in place of a new layer."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, linear, rank, alpha):
        super().__init__()
        linear.weight.requires_grad_(False)
        if linear.bias is not None:
            linear.bias.requires_grad_(False)
        self.base = linear
        self.factor = alpha / rank
        d_out, d_in = linear.weight.shape
        self.lora = nn.ParameterDict({"a": torch.randn(rank, d_in).mul(d_in**-0.5), "b": torch.zeros(d_out, rank)})

    def forward(self, x):
        update = torch.einsum("...i,ri,or->...o", x, self.lora["a"], self.lora["b"])
        return torch.add(self.base(x), update, alpha=self.factor)

    def merged(self):
        return self.base.weight + torch.einsum("or,ri->oi", self.lora["b"], self.lora["a"]) * self.factor


def build(d_in, d_out, rank, alpha):
    return LoRALinear(nn.Linear(d_in, d_out), rank, alpha)
