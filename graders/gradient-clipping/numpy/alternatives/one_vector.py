"""All gradients joined to one vector, as the definition says."""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    there = [g for g in grads if g is not None]
    total = np.sqrt(sum(np.vdot(g, g) for g in there)) if there else np.float64(0)
    scale = min(1.0, max_norm / total) if total else 1.0
    return [None if g is None else np.multiply(g, scale) for g in grads], total


def clip_by_value(grads, limit):
    return [None if g is None else np.where(abs(g) > limit, limit * np.sign(g), g) for g in grads]
