"""You compare the sum **with** the token itself, so the token that crosses `top_p` is dropped, and with a
small `top_p` nothing is left. Compare the sum of the tokens before it.

zh: 你比较的是**包含**该词元在内的和，于是越过 `top_p` 的词元被去掉；`top_p` 很小时一个也不剩。应比较它之前的词元之和。

Caught by: top-p
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
    if top_p < 1:
        p = softmax(ranked)
        total = p.cumsum(axis=1)
        ranked[total > top_p] = -np.inf
    result = np.empty_like(ranked)
    np.put_along_axis(result, order, ranked, axis=1)
    return result


def sample(logits, rng, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    p = softmax(filter_logits(logits, temperature, top_k, top_p))
    edges = p.cumsum(axis=1)
    u = rng.random((len(p), 1)) * edges[:, -1:]  # below the last edge, whatever rounding made of it
    return (edges <= u).sum(axis=1)
