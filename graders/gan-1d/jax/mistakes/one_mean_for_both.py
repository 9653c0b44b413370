"""You take one mean over real numbers and fakes together, so the larger group weighs more. `L_D` has a mean
for each.

zh: 你对真样本和假样本合在一起取了一个均值，数量多的一组权重更大。`L_D` 对两者各取均值。

Caught by: the losses
"""

import jax
import jax.numpy as jnp


def discriminator_loss(real_logits, fake_logits):
    """Return L_D: ()."""
    return 2 * jnp.concatenate([jax.nn.softplus(-real_logits), jax.nn.softplus(fake_logits)]).mean()


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
    g, loss_g = descend(lambda g: generator_loss(discriminate(d, generate(g, z_g))), g, lr)  # by the new d
    return {"generator": g, "discriminator": d}, (loss_d, loss_g)
