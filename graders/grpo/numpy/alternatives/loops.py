"""Answer by answer and token by token, with the two signs of an advantage as two cases."""

import math

import numpy as np


def group_advantages(rewards, eps=1e-6):
    rows = []
    for row in rewards:
        mean = sum(row) / len(row)
        std = math.sqrt(sum((r - mean) ** 2 for r in row) / len(row))
        rows.append([(r - mean) / (std + eps) for r in row])
    return np.array(rows)


def walk(log_probs, old, ref, mask, advantages, clip, beta):
    loss, grad = 0.0, np.zeros(log_probs.shape)
    for i, a in enumerate(advantages):
        places = np.flatnonzero(mask[i])
        for t in places:
            share = 1 / len(places) / len(advantages)
            ratio = math.exp(log_probs[i, t] - old[i, t])
            bound = 1 + clip if a > 0 else 1 - clip
            outside = ratio > bound if a > 0 else ratio < bound
            k = math.exp(ref[i, t] - log_probs[i, t])
            loss += share * (beta * (k - 1 - math.log(k)) - a * (bound if outside else ratio))
            grad[i, t] = share * (beta * (1 - k) - (0 if outside else a * ratio))
    return loss, grad


def grpo_loss(*args):
    return walk(*args)[0]


def grpo_grad(*args):
    return walk(*args)[1]
