"""Gradient clipping, by global norm and by value."""

import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    squares = [
        np.sum(g**2) for g in grads if g is not None
    ]
    total = math.sqrt(sum(squares))
    scale = max_norm / total if total > max_norm else 1.0
    clipped = [None if g is None else scale * g for g in grads]
    return clipped, total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return [
        None if g is None else np.clip(g, -limit, limit)
        for g in grads
    ]
