"""The factors are the weights of two narrow linear layers without biases."""

from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.base = linear
        for parameter in self.base.parameters():
            parameter.requires_grad_(False)
        self.lora_A = nn.Linear(linear.in_features, rank, bias=False)
        self.lora_B = nn.Linear(rank, linear.out_features, bias=False)
        nn.init.zeros_(self.lora_B.weight)
        self.factor = alpha / rank

    def forward(self, x):
        return self.base(x) + self.lora_B(self.lora_A(x)) * self.factor

    def merged(self):
        return self.base.weight + self.lora_B.weight @ self.lora_A.weight * self.factor


def build(d_in, d_out, rank, alpha):
    return LoRALinear(nn.Linear(d_in, d_out), rank, alpha)
