"""Positions without parameters: sinusoidal encodings, and attention with linear biases."""

import math

import numpy as np


def sinusoidal(time, d, base=10000.0):
    """Return the encodings of the positions 0 to time - 1: (time, d), sines and cosines in turn."""
    frequencies = base ** (-np.arange(0, d, 2) / d)  # (d / 2,)
    angles = np.arange(time)[:, None] * frequencies  # (time, d / 2)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(time, d)


def alibi_slopes(heads):
    """Return how fast each head forgets: (heads,), a geometric sequence that ends at 2 ** -8."""
    return 2.0 ** (-8 * np.arange(1, heads + 1) / heads)


def alibi_attention(q, k, v):
    """Return causal attention that is biased by distance: (batch, heads, queries, d_v)."""
    heads, queries, d = q.shape[1:]
    keys = k.shape[2]
    distance = np.arange(keys - queries, keys)[:, None] - np.arange(keys)  # (queries, keys)
    bias = -alibi_slopes(heads)[:, None, None] * distance  # (heads, queries, keys)
    bias = np.where(distance >= 0, bias, -np.inf)
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(d) + bias
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v
