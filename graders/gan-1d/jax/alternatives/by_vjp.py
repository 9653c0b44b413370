"""The generator's gradient is chained by hand: jax.vjp through the generator, after the gradient for its numbers."""

import jax
import jax.numpy as jnp


def discriminator_loss(real_logits, fake_logits):
    return jnp.logaddexp(0.0, -real_logits).mean() + jnp.logaddexp(0.0, fake_logits).mean()


def generator_loss(fake_logits):
    return jnp.logaddexp(0.0, -fake_logits).mean()


def logits(d, x):
    return jnp.polyval(jnp.stack([d["v"], d["u"], d["c"]]), x)


def train_step(params, real, z_d, z_g, lr):
    g, d = params["generator"], params["discriminator"]

    def loss_d(d, fakes):
        return discriminator_loss(logits(d, real), logits(d, fakes))

    first, grads = jax.value_and_grad(loss_d)(d, g["shift"] + g["scale"] * z_d)
    d = {name: d[name] - lr * grads[name] for name in d}
    x, pull = jax.vjp(lambda g: g["shift"] + g["scale"] * z_g, g)
    second, dx = jax.value_and_grad(lambda x: generator_loss(logits(d, x)))(x)
    (grads,) = pull(dx)
    g = {name: g[name] - lr * grads[name] for name in g}
    return {"generator": g, "discriminator": d}, (first, second)
