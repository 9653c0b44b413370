"""Softplus for the pixels, and sums over everything that are divided by the number of rows once."""

import torch
from torch.nn.functional import softplus


def sample(mean, log_var, noise):
    return mean + noise * torch.exp(log_var * 0.5)


def kl(mean, log_var):
    return 0.5 * (torch.expm1(log_var) - log_var + mean * mean).sum(1)


def reconstruction(logits, x):
    return torch.einsum("rp,rp->r", x, logits) - softplus(logits).sum(1)


def loss(params, x, noise):
    latent = params["dec_w"].shape[0]
    w, b = params["enc_w"], params["enc_b"]
    mean = torch.addmm(b[:latent], x, w[:, :latent])
    log_var = torch.addmm(b[latent:], x, w[:, latent:])
    logits = torch.addmm(params["dec_b"], sample(mean, log_var, noise), params["dec_w"])
    return (kl(mean, log_var).sum() - reconstruction(logits, x).sum()) / x.shape[0]
