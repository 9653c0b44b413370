"""The tables come from a loop, and the step guesses the data first, then weighs it against x."""

import numpy as np


def schedule(steps, first, last):
    betas = first + (last - first) * np.arange(steps) / (steps - 1)
    alpha_bars, product = [], 1.0
    for beta in betas:
        product *= 1 - beta
        alpha_bars.append(product)
    return betas, np.array(alpha_bars)


def add_noise(x0, t, noise, alpha_bars):
    rows = [alpha_bars[i] ** 0.5 * x + (1 - alpha_bars[i]) ** 0.5 * e for x, i, e in zip(x0, t, noise, strict=True)]
    return np.array(rows)


def loss(predict, x0, t, noise, alpha_bars):
    error = predict(add_noise(x0, t, noise, alpha_bars), t) - noise
    return float(np.vdot(error, error)) / error.size, error * (2 / error.size)


def step(x, t, predicted, noise, betas, alpha_bars):
    beta, bar = betas[t], alpha_bars[t]
    before = alpha_bars[t - 1] if t else 1.0
    x0 = (x - (1 - bar) ** 0.5 * predicted) / bar**0.5
    mean = (before**0.5 * beta * x0 + (1 - beta) ** 0.5 * (1 - before) * x) / (1 - bar)
    return mean + (t > 0) * beta**0.5 * noise


def sample(predict, x, noises, betas, alpha_bars):
    for t, noise in reversed(list(enumerate(noises))):
        x = step(x, t, predict(x, np.repeat(t, len(x))), noise, betas, alpha_bars)
    return x
