"""You take logarithms of probabilities. For a logit of 10000 `1 - p` is 0, and its logarithm -inf; 0 · -inf
is NaN. Work with the logits: `x · logits - softplus(logits)`.

zh: 你对概率取对数。logit 为 10000 时 `1 - p` 为 0，其对数是 -inf；0 · -inf 得 NaN。应直接使用 logits：`x · logits - softplus(logits)`。

Caught by: huge logits
"""

import jax
import jax.numpy as jnp


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return mean + jnp.exp(log_var / 2) * noise


def kl(mean, log_var):
    """Return KL(N(mean, exp(log_var)) ‖ N(0, 1)) of each row: (rows,)."""
    return (mean**2 + jnp.exp(log_var) - 1 - log_var).sum(axis=1) / 2


def reconstruction(logits, x):
    """Return log p(x | z) of each row: (rows,)."""
    p = jax.nn.sigmoid(logits)
    return (x * jnp.log(p) + (1 - x) * jnp.log(1 - p)).sum(axis=1)


def loss(params, x, noise):
    """Return minus the ELBO, averaged over the rows."""
    encoded = x @ params["enc_w"] + params["enc_b"]
    mean, log_var = jnp.split(encoded, 2, axis=1)
    logits = sample(mean, log_var, noise) @ params["dec_w"] + params["dec_b"]
    return (kl(mean, log_var) - reconstruction(logits, x)).mean()
