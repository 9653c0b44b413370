"""Each row on its own, and Generator.choice."""

import numpy as np


def greedy(logits):
    return np.array([int(np.argmax(row)) for row in logits])


def filter_row(row, temperature, top_k, top_p):
    scaled = row / temperature
    ranking = np.lexsort((np.arange(len(row)), -scaled))
    if top_k:
        ranking = ranking[:top_k]
    p = np.exp(scaled[ranking] - scaled.max())
    p /= p.sum()
    if top_p < 1:
        count = int(np.searchsorted(np.cumsum(p), top_p)) + 1
        ranking = ranking[:count]
    result = np.full(len(row), -np.inf)
    result[ranking] = scaled[ranking]
    return result


def filter_logits(logits, temperature, top_k, top_p):
    return np.stack([filter_row(row, temperature, top_k, top_p) for row in logits])


def sample(logits, rng, temperature, top_k, top_p):
    tokens = []
    for row in filter_logits(logits, temperature, top_k, top_p).astype(np.float64):
        p = np.exp(row - row.max())
        tokens.append(rng.choice(len(p), p=p / p.sum()))
    return np.array(tokens)
