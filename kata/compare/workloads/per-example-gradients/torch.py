import torch
from torch.func import grad, vmap
from torch.nn.functional import (
    binary_cross_entropy_with_logits as cross_entropy,
)


def loss(params, x, y):  # of one example: (10,), (1,)
    (w1, b1), (w2, b2) = params
    z = torch.relu(x @ w1 + b1) @ w2 + b2  # (1,), logit
    return cross_entropy(z, y)


def per_example(params, x, y):  # (n, 10), (n, 1)
    # The parameters are shared; x and y are mapped over axis 0.
    mapped = vmap(grad(loss), in_dims=(None, 0, 0))
    return mapped(params, x, y)


def eager(params, x, y):
    return lambda: per_example(params, x, y)


def compiled(params, x, y):
    fast = torch.compile(per_example)
    return lambda: fast(params, x, y)
