"""DDPM without its network.

Fill in the bodies; keep the names.
"""

import numpy as np


def schedule(steps, first, last):
    """Return (betas, alpha_bars), each (steps,).

    betas: equal strides from first to last, both included;
    alpha_bars[t]: the product of 1 - beta up to step t.
    """
    # TODO
    return np.zeros(steps), np.zeros(steps)


def add_noise(x0, t, noise, alpha_bars):
    """Return x_t, in the shape of x0.

    x0, noise: (batch, ...); t: (batch,) integers.
    """
    # TODO: each row reads its own alpha_bars[t]
    return np.zeros_like(x0)


def loss(predict, x0, t, noise, alpha_bars):
    """Return (loss, d_predicted): a number, (batch, ...).

    predict(x, t): x (batch, ...), t (batch,) -> guessed noise
    """
    # TODO
    return 0.0, np.zeros_like(x0)


def step(x, t, predicted, noise, betas, alpha_bars):
    """Return x one step earlier, in the shape of x.

    x, predicted, noise: (batch, ...)
    t: one integer
    """
    # TODO: where does the noise stay out?
    return np.zeros_like(x)


def sample(predict, x, noises, betas, alpha_bars):
    """Return what all steps make of x: (batch, ...).

    x: pure noise; noises: (steps, batch, ...).
    predict(x, t): t (batch,)
    """
    # TODO: from steps-1 down to 0
    return np.zeros_like(x)
