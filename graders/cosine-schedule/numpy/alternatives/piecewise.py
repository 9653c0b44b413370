"""Masks and assignments into an array of floors."""

import numpy as np


def learning_rate(step, peak, floor, warmup, total):
    step = np.asarray(step)
    rate = np.full(step.shape, float(floor))
    up, down = step < warmup, (step >= warmup) & (step < total)
    rate[up] = np.multiply(peak, step[up] + 1.0) / warmup if warmup else 0.0
    angle = np.pi * (step[down] - warmup) / (total - warmup)
    rate[down] += 0.5 * (peak - floor) * (1 + np.cos(angle))
    return rate
