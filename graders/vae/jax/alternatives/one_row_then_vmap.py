"""Everything for one image, under vmap; the pixels by log_sigmoid."""

import jax
import jax.numpy as jnp


def sample(mean, log_var, noise):
    return mean + noise * jnp.exp(0.5 * log_var)


def row_kl(mean, log_var):
    return 0.5 * (jnp.vdot(mean, mean) + jnp.sum(jnp.expm1(log_var) - log_var))


def row_reconstruction(logits, x):
    return jnp.vdot(x, jax.nn.log_sigmoid(logits)) + jnp.vdot(1 - x, jax.nn.log_sigmoid(-logits))


kl = jax.vmap(row_kl)
reconstruction = jax.vmap(row_reconstruction)


def row_loss(params, x, noise):
    code = params["enc_w"].T @ x + params["enc_b"]
    mean, log_var = code.reshape(2, -1)
    logits = params["dec_w"].T @ sample(mean, log_var, noise) + params["dec_b"]
    return row_kl(mean, log_var) - row_reconstruction(logits, x)


def loss(params, x, noise):
    return jax.vmap(row_loss, (None, 0, 0))(params, x, noise).mean()
