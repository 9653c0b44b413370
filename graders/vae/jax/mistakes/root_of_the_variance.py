"""You take the root of `exp(log_var)`. Where the variance underflows to 0 the root has an infinite slope,
and inf · 0 is NaN: the loss is right, its gradient is lost. `exp(log_var / 2)` is the same number
without a root.

zh: 你对 `exp(log_var)` 开平方。方差下溢为 0 处平方根的斜率是无穷大，而 inf · 0 是 NaN：损失是对的，梯度却没了。`exp(log_var / 2)` 是同一个数，却不需要开方。

Caught by: no variance
"""

import jax
import jax.numpy as jnp


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return mean + jnp.sqrt(jnp.exp(log_var)) * noise


def kl(mean, log_var):
    """Return KL(N(mean, exp(log_var)) ‖ N(0, 1)) of each row: (rows,)."""
    return (mean**2 + jnp.exp(log_var) - 1 - log_var).sum(axis=1) / 2


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,)."""
    return (x * logits - jax.nn.softplus(logits)).sum(axis=1)


def loss(params, x, noise):
    """Return minus the ELBO, averaged over the rows."""
    encoded = x @ params["enc_w"] + params["enc_b"]
    mean, log_var = jnp.split(encoded, 2, axis=1)
    logits = sample(mean, log_var, noise) @ params["dec_w"] + params["dec_b"]
    return (kl(mean, log_var) - reconstruction(logits, x)).mean()
