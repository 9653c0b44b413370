"""You take the root of `exp(log_var)`. Where the variance underflows to 0 the root has an infinite slope,
and inf · 0 is NaN: the loss is right, its gradient is lost. `exp(log_var / 2)` is the same number
without a root.

zh: 你对 `exp(log_var)` 开平方。方差下溢为 0 处平方根的斜率是无穷大，而 inf · 0 是 NaN：损失是对的，梯度却没了。`exp(log_var / 2)` 是同一个数，却不需要开方。

Caught by: no variance
"""

import torch
import torch.nn.functional as F


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return mean + log_var.exp().sqrt() * noise


def kl(mean, log_var):
    """Return KL(N(mean, exp(log_var)) ‖ N(0, 1)) of each row: (rows,)."""
    return (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1) / 2


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,)."""
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)


def loss(params, x, noise):
    """Return minus the ELBO, averaged over the rows."""
    encoded = x @ params["enc_w"] + params["enc_b"]
    mean, log_var = encoded.chunk(2, dim=1)
    logits = sample(mean, log_var, noise) @ params["dec_w"] + params["dec_b"]
    return (kl(mean, log_var) - reconstruction(logits, x)).mean()
