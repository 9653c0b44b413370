"""You differentiate the sum of both losses by all params at once. The discriminator then also follows `L_G`
and learns to be fooled, the generator also follows `L_D`.

zh: 你把两个损失之和一次对所有 params 求导。这样判别器也会跟随 `L_G`，学习被骗；生成器也会跟随 `L_D`。

Caught by: the discriminator's step
"""

import jax
import jax.numpy as jnp


def discriminator_loss(real_logits, fake_logits):
    """Return L_D: ()."""
    return jax.nn.softplus(-real_logits).mean() + jax.nn.softplus(fake_logits).mean()


def generator_loss(fake_logits):
    """Return L_G: ()."""
    return jax.nn.softplus(-fake_logits).mean()


def generate(g, z):
    return g["shift"] + g["scale"] * z


def discriminate(d, x):
    return d["c"] + d["u"] * x + d["v"] * x**2


def descend(loss, params, lr):
    """Return the params after one step along the gradient of `loss`, and the loss before it."""
    value, grads = jax.value_and_grad(loss)(params)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


@jax.jit
def train_step(params, real, z_d, z_g, lr):
    """Return the params after one step, and (L_D, L_G)."""
    g, d = params["generator"], params["discriminator"]

    def both(params):
        g, d = params["generator"], params["discriminator"]
        loss_d = discriminator_loss(discriminate(d, real), discriminate(d, generate(g, z_d)))
        loss_g = generator_loss(discriminate(d, generate(g, z_g)))
        return loss_d + loss_g, (loss_d, loss_g)

    grads, losses = jax.grad(both, has_aux=True)(params)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), losses
