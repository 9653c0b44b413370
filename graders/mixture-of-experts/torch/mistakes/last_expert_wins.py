"""The experts' outputs are assigned, not added: a token keeps that of its last expert only. Its k outputs
are to be summed.

zh: 专家的输出是赋值而不是相加：每个词元只留下最后一个专家的结果。k 个输出应当求和。

Caught by: experts
"""

import torch


def route(logits, k):
    """Return the experts' weights for each token: (tokens, experts), 0 for all but k of them."""
    top, chosen = logits.topk(k, dim=-1)  # (tokens, k)
    return torch.zeros_like(logits).scatter(-1, chosen, top.softmax(dim=-1))


def moe(x, p, k):
    """Return each token's weighted sum over its k experts: (tokens, d)."""
    weights = route(x @ p["router"], k)  # (tokens, experts)
    out = torch.zeros_like(x)
    for expert in range(weights.shape[1]):
        rows = weights[:, expert].nonzero().squeeze(-1)  # the tokens that come to this expert
        hidden = torch.relu(x[rows] @ p["w1"][expert] + p["b1"][expert])
        y = hidden @ p["w2"][expert] + p["b2"][expert]
        out = out.index_copy(0, rows, weights[rows, expert, None] * y)
    return out


def load_balancing_loss(logits, k):
    """Return experts * sum(f * P): 1 for even load, more for an uneven one."""
    experts = logits.shape[1]
    chosen = logits.topk(k, dim=-1).indices
    f = torch.bincount(chosen.flatten(), minlength=experts) / chosen.numel()  # the share of all choices
    return experts * (f * logits.softmax(dim=-1).mean(dim=0)).sum()


def objective(p, x, weights):
    """Return the sum of moe(x, p, 2) * weights, a scalar to differentiate."""
    return (moe(x, p, 2) * weights).sum()
