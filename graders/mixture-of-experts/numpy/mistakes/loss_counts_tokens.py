"""The counts are divided by the tokens and not by all choices, tokens * k: f sums to k, and the loss of an
even load is k instead of 1.

zh: 计数除以了词元数，而不是全部选择数 tokens * k：f 之和为 k，负载均匀时损失是 k 而不是 1。

Caught by: balancing loss
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
    np.put_along_axis(weights, chosen, softmax(top), axis=-1)
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
    f = np.bincount(chosen.ravel(), minlength=experts) / len(logits)  # the share of all choices
    return experts * (f * softmax(logits).mean(axis=0)).sum()
