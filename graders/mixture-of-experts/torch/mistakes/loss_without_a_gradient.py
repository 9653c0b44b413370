"""The mean probabilities are cut off from autodiff. The counts f have no derivative, so P is all that the
loss can push: without it nothing becomes balanced.

zh: 平均概率被从自动微分中切断了。计数 f 没有导数，损失只能通过 P 起作用：没有它，负载永远不会均衡。

Caught by: gradient of the balancing loss
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
        out = out.index_add(0, rows, weights[rows, expert, None] * y)
    return out


def load_balancing_loss(logits, k):
    """Return experts * sum(f * P): 1 for even load, more for an uneven one."""
    experts = logits.shape[1]
    chosen = logits.topk(k, dim=-1).indices
    f = torch.bincount(chosen.flatten(), minlength=experts) / chosen.numel()  # the share of all choices
    return experts * (f * logits.softmax(dim=-1).mean(dim=0).detach()).sum()


def objective(p, x, weights):
    """Return the sum of moe(x, p, 2) * weights, a scalar to differentiate."""
    return (moe(x, p, 2) * weights).sum()
