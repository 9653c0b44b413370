"""The batch goes last, where broadcasting wants it, and all of the step happens in place on a copy."""

import numpy as np


def schedule(steps, first, last):
    betas = np.linspace(first, last, steps)
    return betas, np.exp(np.cumsum(np.log1p(-betas)))


def add_noise(x0, t, noise, alpha_bars):
    a = np.take(alpha_bars, t)
    return (np.sqrt(a) * x0.T + np.sqrt(1 - a) * noise.T).T


def loss(predict, x0, t, noise, alpha_bars):
    error = noise - predict(add_noise(x0, t, noise, alpha_bars), t)
    return np.square(error).mean(), -2 * error / noise.size


def step(x, t, predicted, noise, betas, alpha_bars):
    result = x.copy()
    result -= betas[t] / np.sqrt(1 - alpha_bars[t]) * predicted
    result /= np.sqrt(1 - betas[t])
    if t != 0:
        result += np.sqrt(betas[t]) * noise
    return result


def sample(predict, x, noises, betas, alpha_bars):
    t = len(betas)
    while t > 0:
        t -= 1
        x = step(x, t, predict(x, np.full(x.shape[0], t)), noises[t], betas, alpha_bars)
    return x
