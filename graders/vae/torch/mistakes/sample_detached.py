"""The sample is cut off from the encoder. All that the encoder learns comes from the divergence then, and
nothing of what the decoder needs: keep `z` in the graph, the noise alone is random.

zh: 样本与编码器断开了。于是编码器只从散度学习，学不到解码器需要什么：应让 `z` 留在计算图中，随机的只有噪声。

Caught by: gradients
"""

import torch
import torch.nn.functional as F


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return (mean + (log_var / 2).exp() * noise).detach()


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
