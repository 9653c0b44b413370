"""The global norm is the norm of the norms."""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norms = [np.linalg.norm(g.ravel()) for g in grads if g is not None]
    total = np.linalg.norm(np.array(norms, dtype=float))
    clipped = []
    for g in grads:
        if g is None or total <= max_norm:
            clipped.append(g)
        else:
            clipped.append(g * (max_norm / total))
    return clipped, total


def clip_by_value(grads, limit):
    return [g if g is None else np.minimum(np.maximum(g, -limit), limit) for g in grads]
