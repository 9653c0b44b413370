"""One step in plain Python, then np.vectorize."""

import math

import numpy as np


def one(step, peak, floor, warmup, total):
    if step < warmup:
        return peak * (step + 1) / warmup
    if step >= total:
        return floor
    half_angle = math.pi / 2 * (step - warmup) / (total - warmup)
    return floor + (peak - floor) * math.cos(half_angle) ** 2


def learning_rate(step, peak, floor, warmup, total):
    return np.vectorize(one, otypes=[float])(step, peak, floor, warmup, total)
