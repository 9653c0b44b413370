"""Each branch gets arguments that are safe for it; what the other branch would have had is replaced by 0."""

import torch


def relu(x):
    return x * (x > 0)


def sigmoid(x):
    above = torch.where(x >= 0, x, torch.zeros_like(x))
    below = torch.where(x < 0, x, torch.zeros_like(x))
    return torch.where(x >= 0, 1 / (1 + torch.exp(-above)), torch.exp(below) / (1 + torch.exp(below)))


def tanh(x):
    above = torch.where(x >= 0, x, torch.zeros_like(x))
    below = torch.where(x < 0, x, torch.zeros_like(x))
    up, down = torch.expm1(-2 * above), torch.expm1(2 * below)
    return torch.where(x >= 0, -up / (2 + up), down / (2 + down))


def silu(x):
    return sigmoid(x).mul(x)


def gelu(x):
    normal = torch.distributions.Normal(torch.zeros_like(x), torch.ones_like(x))
    return x * normal.cdf(x)


def gelu_tanh(x):
    u = (2 / torch.pi) ** 0.5 * x * (1 + 0.044715 * x * x)
    return x * (1 + tanh(u)) / 2
