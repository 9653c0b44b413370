"""`F.binary_cross_entropy` on probabilities cuts each logarithm off at -100, since it would be -inf where a
probability is 0. A pixel that is wrong by a logit of 10000 then costs 100, and teaches nothing: give the
logits to `F.binary_cross_entropy_with_logits`.

zh: 对概率使用 `F.binary_cross_entropy` 时，每个对数都被截断在 -100，因为概率为 0 处本会是 -inf。于是错了 10000 个 logit 的像素只付出 100，而且什么也学不到：请把 logits 交给 `F.binary_cross_entropy_with_logits`。

Caught by: huge logits
"""

import torch
import torch.nn.functional as F


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return mean + (log_var / 2).exp() * noise


def kl(mean, log_var):
    """Return KL(N(mean, exp(log_var)) ‖ N(0, 1)) of each row: (rows,)."""
    return (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1) / 2


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,)."""
    return -F.binary_cross_entropy(logits.sigmoid(), x, reduction="none").sum(dim=1)


def loss(params, x, noise):
    """Return minus the ELBO, averaged over the rows."""
    encoded = x @ params["enc_w"] + params["enc_b"]
    mean, log_var = encoded.chunk(2, dim=1)
    logits = sample(mean, log_var, noise) @ params["dec_w"] + params["dec_b"]
    return (kl(mean, log_var) - reconstruction(logits, x)).mean()
