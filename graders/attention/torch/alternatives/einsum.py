"""Every product as an einsum that names its axes, the softmax by hand."""

import torch


def attention(q, k, v):
    scores = torch.einsum("...qd,...kd->...qk", q * q.shape[-1] ** -0.5, k)
    exp = (scores - scores.amax(dim=-1, keepdim=True)).exp()
    return torch.einsum("...qk,...kv->...qv", exp / exp.sum(dim=-1, keepdim=True), v)


def objective(q, k, v, weights):
    return torch.sum(attention(q, k, v) * weights)
