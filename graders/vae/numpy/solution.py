"""A variational autoencoder of two linear maps, with its gradient by hand."""

import numpy as np


def sample(mean, log_var, noise):
    """Return z = mean + std * noise: (rows, latent)."""
    return mean + np.exp(log_var / 2) * noise


def kl(mean, log_var):
    """Return KL(N(mean, exp(log_var)) ‖ N(0, 1)) of each row: (rows,)."""
    return (mean**2 + np.exp(log_var) - 1 - log_var).sum(axis=1) / 2


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,)."""
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
    return (x * logits - softplus).sum(axis=1)


def forward(params, x, noise):
    """Return mean, log_var and z, (rows, latent), and the logits, (rows, pixels)."""
    mean, log_var = np.split(x @ params["enc_w"] + params["enc_b"], 2, axis=1)
    z = sample(mean, log_var, noise)
    return mean, log_var, z, z @ params["dec_w"] + params["dec_b"]


def loss(params, x, noise):
    """Return minus the ELBO, averaged over the rows."""
    mean, log_var, _, logits = forward(params, x, noise)
    return (kl(mean, log_var) - reconstruction(logits, x)).mean()


def loss_grad(params, x, noise):
    """Return the gradient of the loss for each parameter."""
    rows = len(x)
    mean, log_var, z, logits = forward(params, x, noise)
    p = 0.5 + 0.5 * np.tanh(logits / 2)  # the sigmoid, which never overflows
    d_logits = (p - x) / rows
    d_z = d_logits @ params["dec_w"].T
    d_mean = d_z + mean / rows
    d_log_var = d_z * noise * np.exp(log_var / 2) / 2 + (np.exp(log_var) - 1) / (2 * rows)
    d_encoded = np.concatenate([d_mean, d_log_var], axis=1)
    return {
        "enc_w": x.T @ d_encoded,
        "enc_b": d_encoded.sum(axis=0),
        "dec_w": z.T @ d_logits,
        "dec_b": d_logits.sum(axis=0),
    }
