"""You average the divergence over the latent numbers. A divergence of independent Gaussians is the **sum**
of theirs; only the rows are averaged, in the loss.

zh: 你对隐变量取了散度的均值。独立高斯的散度是各自散度之**和**；只对行取均值，而且是在损失里。

Caught by: divergence
"""

import torch
import torch.nn.functional as F


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return mean + (log_var / 2).exp() * noise


def kl(mean, log_var):
    """Return KL(N(mean, exp(log_var)) ‖ N(0, 1)) of each row: (rows,)."""
    return (mean**2 + log_var.exp() - 1 - log_var).mean(dim=1) / 2


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,)."""
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)


def loss(params, x, noise):
    """Return minus the ELBO, averaged over the rows."""
    encoded = x @ params["enc_w"] + params["enc_b"]
    mean, log_var = encoded.chunk(2, dim=1)
    logits = sample(mean, log_var, noise) @ params["dec_w"] + params["dec_b"]
    return (kl(mean, log_var) - reconstruction(logits, x)).mean()
