"""The sample is cut off from the encoder. All that the encoder learns comes from the divergence then, and
nothing of what the decoder needs: keep `z` in the graph, the noise alone is random.

zh: 样本与编码器断开了。于是编码器只从散度学习，学不到解码器需要什么：应让 `z` 留在计算图中，随机的只有噪声。

Caught by: gradients
"""

import jax
import jax.numpy as jnp


def sample(mean, log_var, noise):
    """Return z = mean + std * noise, (rows, latent); gradients go through mean and std."""
    return jax.lax.stop_gradient(mean + jnp.exp(log_var / 2) * noise)


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
