"""You multiply by the temperature. A high temperature must flatten the distribution: divide.

zh: 你乘以了温度。温度高时分布应该更平：要用除法。

Caught by: temperature
"""

import numpy as np


def softmax(logits):
    """Return probabilities; -inf gives 0."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def greedy(logits):
    """Return the most probable token of each row; of equals the lower id."""
    return logits.argmax(axis=1)


def filter_logits(logits, temperature, top_k, top_p):
    """Return logits / temperature, with -inf for tokens outside top-k and top-p."""
    scaled = logits * temperature
    order = np.argsort(-scaled, axis=1, kind="stable")  # (batch, vocab); equals stay in the order of their ids
    ranked = np.take_along_axis(scaled, order, axis=1)
    if top_k > 0:
        ranked[:, top_k:] = -np.inf
    if top_p < 1:
        p = softmax(ranked)
        before = p.cumsum(axis=1) - p  # the probability of all tokens above this one
        ranked[before >= top_p] = -np.inf
    result = np.empty_like(ranked)
    np.put_along_axis(result, order, ranked, axis=1)
    return result


def sample(logits, rng, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    p = softmax(filter_logits(logits, temperature, top_k, top_p))
    edges = p.cumsum(axis=1)
    u = rng.random((len(p), 1)) * edges[:, -1:]  # below the last edge, whatever rounding made of it
    return (edges <= u).sum(axis=1)
