"""The filters as a mask on ranks, and the argmax of logits plus Gumbel noise."""

import numpy as np


def greedy(logits):
    return np.argmax(logits, axis=-1)


def filter_logits(logits, temperature, top_k, top_p):
    scaled = logits / temperature
    order = np.argsort(-scaled, axis=1, kind="stable")
    ranks = np.argsort(order, axis=1)
    keep = ranks < (top_k if top_k > 0 else logits.shape[1])
    weights = np.where(keep, np.exp(scaled - scaled.max(axis=1, keepdims=True)), 0.0)
    weights = np.take_along_axis(weights, order, axis=1)
    p = weights / weights.sum(axis=1, keepdims=True)
    above = np.concatenate([np.zeros((len(p), 1)), np.cumsum(p, axis=1)[:, :-1]], axis=1)
    if top_p < 1:
        keep &= np.take_along_axis(above, ranks, axis=1) < top_p
    return np.where(keep, scaled, -np.inf)


def sample(logits, rng, temperature, top_k, top_p):
    filtered = filter_logits(logits, temperature, top_k, top_p)
    return np.argmax(filtered + rng.gumbel(size=filtered.shape), axis=1)
