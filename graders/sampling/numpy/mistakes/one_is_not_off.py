"""With `top_p` 1 you still compare sums. They reach 1 in floating point before the unlikely tokens come,
and those are removed. Skip the filter.

zh: `top_p` 为 1 时你仍在比较累积和。在浮点数中，和在不太可能的词元之前就已达到 1，那些词元就被去掉了。此时应跳过这个过滤器。

Caught by: top-p of 1
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
    scaled = logits / temperature
    order = np.argsort(-scaled, axis=1, kind="stable")  # (batch, vocab); equals stay in the order of their ids
    ranked = np.take_along_axis(scaled, order, axis=1)
    if top_k > 0:
        ranked[:, top_k:] = -np.inf
    p = softmax(ranked)
    before = p.cumsum(axis=1) - p
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
