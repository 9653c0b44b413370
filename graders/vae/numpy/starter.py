"""A variational autoencoder of two linear maps, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def sample(mean, log_var, noise):
    """Return z = mean + std * noise: (rows, latent)."""
    # TODO
    return np.zeros_like(mean)


def kl(mean, log_var):
    """Return each row's KL to the standard normal: (rows,)."""
    # TODO
    return np.zeros(len(mean))


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,).

    logits, x: (rows, pixels); x lies between 0 and 1.
    """
    # TODO: logits may be 10000
    return np.zeros(len(x))


def loss(params, x, noise):
    """Return the mean over the rows of kl - reconstruction.

    params: a dict of enc_w, (pixels, 2 * latent), enc_b,
    dec_w, (latent, pixels), and dec_b.
    noise: (rows, latent).
    """
    # TODO
    return 0.0


def loss_grad(params, x, noise):
    """Return a dict: the gradient for each parameter."""
    # TODO: from the logits back to the encoder
    return {k: np.zeros_like(v) for k, v in params.items()}
