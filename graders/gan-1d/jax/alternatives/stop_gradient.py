"""Both losses are functions of all params; stop_gradient and argument numbers say who learns."""

import jax
import jax.numpy as jnp


def discriminator_loss(real_logits, fake_logits):
    return -jnp.mean(jax.nn.log_sigmoid(real_logits)) - jnp.mean(jax.nn.log_sigmoid(-fake_logits))


def generator_loss(fake_logits):
    return -jnp.mean(jax.nn.log_sigmoid(fake_logits))


def logits(params, x):
    d = params["discriminator"]
    return d["c"] + x * (d["u"] + x * d["v"])


def fakes(params, z):
    return params["generator"]["shift"] + z * params["generator"]["scale"]


def loss_d(params, real, z):
    return discriminator_loss(logits(params, real), logits(params, jax.lax.stop_gradient(fakes(params, z))))


def loss_g(params, z):
    frozen = params | {"discriminator": jax.lax.stop_gradient(params["discriminator"])}
    return generator_loss(logits(frozen, fakes(params, z)))


def train_step(params, real, z_d, z_g, lr):
    first, grads = jax.value_and_grad(loss_d)(params, real, z_d)
    params = jax.tree.map(lambda p, g: p - lr * g, params, grads)  # zeros for the generator
    second, grads = jax.value_and_grad(loss_g)(params, z_g)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), (first, second)
