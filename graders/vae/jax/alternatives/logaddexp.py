"""logaddexp for the pixels, slices for the halves; the sums of the whole batch are divided once."""

import jax
import jax.numpy as jnp


def sample(mean, log_var, noise):
    return jnp.add(mean, jnp.multiply(jnp.exp(jnp.divide(log_var, 2)), noise))


def kl(mean, log_var):
    return -0.5 * jnp.einsum("rk->r", 1 + log_var - jnp.square(mean) - jnp.exp(log_var))


def reconstruction(logits, x):
    return jnp.einsum("rp,rp->r", x, logits) - jnp.logaddexp(logits, 0.0).sum(-1)


@jax.jit
def loss(params, x, noise):
    latent = noise.shape[-1]
    code = jnp.einsum("rp,pk->rk", x, params["enc_w"]) + params["enc_b"]
    mean, log_var = code[:, :latent], code[:, latent:]
    logits = jnp.einsum("rk,kp->rp", sample(mean, log_var, noise), params["dec_w"]) + params["dec_b"]
    elbo = reconstruction(logits, x).sum() - kl(mean, log_var).sum()
    return -elbo / x.shape[0]
