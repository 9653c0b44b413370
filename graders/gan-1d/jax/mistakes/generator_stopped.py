"""`stop_gradient` stands around the fakes in the generator's loss as well: its gradient is zero, and it
never learns. Only the discriminator's step may cut there.

zh: 生成器的损失里，假样本外面也套了 `stop_gradient`：梯度为零，它永远学不到东西。只有判别器的那一步才可以在这里切断。

Caught by: the generator's step
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
    """Return the params after one alternating step, and (L_D, L_G)."""
    g, d = params["generator"], params["discriminator"]
    fakes = generate(g, z_d)
    d, loss_d = descend(lambda d: discriminator_loss(discriminate(d, real), discriminate(d, fakes)), d, lr)
    g, loss_g = descend(lambda g: generator_loss(discriminate(d, jax.lax.stop_gradient(generate(g, z_g)))), g, lr)  # by the new d
    return {"generator": g, "discriminator": d}, (loss_d, loss_g)
