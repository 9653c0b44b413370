"""All chosen experts get the weight 1 / k. The router then only chooses; as a choice has no derivative, it
could not learn at all.

zh: 所有选中的专家权重都是 1 / k。这样路由器只做选择；而选择没有导数，它根本学不到东西。

Caught by: routing
"""

import numpy as np


def softmax(logits):
    """Return weights that sum to 1 along the last axis."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def choose(logits, k):
    """Return the k experts with the largest logits for each token: (tokens, k)."""
    return np.argsort(logits, axis=-1)[:, -k:]


def route(logits, k):
    """Return the experts' weights for each token: (tokens, experts), 0 for all but k of them."""
    chosen = choose(logits, k)
    top = np.take_along_axis(logits, chosen, axis=-1)  # (tokens, k)
    weights = np.zeros_like(logits)
    np.put_along_axis(weights, chosen, np.full_like(top, 1 / k), axis=-1)
    return weights


def moe(x, p, k):
    """Return each token's weighted sum over its k experts: (tokens, d)."""
    weights = route(x @ p["router"], k)  # (tokens, experts)
    out = np.zeros_like(x)
    for expert in range(weights.shape[1]):
        rows = np.flatnonzero(weights[:, expert])  # the tokens that come to this expert
        hidden = np.maximum(x[rows] @ p["w1"][expert] + p["b1"][expert], 0)
        out[rows] += weights[rows, expert, None] * (hidden @ p["w2"][expert] + p["b2"][expert])
    return out


def load_balancing_loss(logits, k):
    """Return experts * sum(f * P): 1 for even load, more for an uneven one."""
    experts = logits.shape[1]
    chosen = choose(logits, k)
    f = np.bincount(chosen.ravel(), minlength=experts) / chosen.size  # the share of all choices
    return experts * (f * softmax(logits).mean(axis=0)).sum()
