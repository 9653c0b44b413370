"""Sigmoid and ReLU as autograd.Functions, which state their derivatives; the others are made of them."""

import math

import torch


class Sigmoid(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        s = x.clamp(max=0).exp() / (1 + (-x.abs()).exp())
        ctx.save_for_backward(s)
        return s

    @staticmethod
    def backward(ctx, upstream):
        (s,) = ctx.saved_tensors
        return upstream * s * (1 - s)


class Relu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, upstream):
        (x,) = ctx.saved_tensors
        return upstream * (x > 0)


def relu(x):
    return Relu.apply(x)


def sigmoid(x):
    return Sigmoid.apply(x)


def tanh(x):
    return sigmoid(2 * x) - sigmoid(-2 * x)


def silu(x):
    return x * sigmoid(x)


def gelu(x):
    return 0.5 * x * torch.erfc(-x / math.sqrt(2))


def gelu_tanh(x):
    # ½ (1 + tanh(u)) is sigmoid(2u)
    return x * sigmoid(math.sqrt(8 / math.pi) * (x + 0.044715 * x.pow(3)))
