"""The generator steps with the fakes of the discriminator's step, from `z_d`. Its own come from `z_g`.

zh: 生成器用的是判别器那一步的假样本，来自 `z_d`。它自己的应来自 `z_g`。

Caught by: the generator's step
"""

import numpy as np


def softplus(x):
    return np.logaddexp(0, x)


def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def discriminator_loss(real_logits, fake_logits):
    """Return L_D: a number."""
    return np.mean(softplus(-real_logits)) + np.mean(softplus(fake_logits))


def generator_loss(fake_logits):
    """Return L_G: a number."""
    return np.mean(softplus(-fake_logits))


def generate(g, z):
    return g["shift"] + g["scale"] * z


def discriminate(d, x):
    return d["c"] + d["u"] * x + d["v"] * x**2


def descend(params, grads, lr):
    return {name: params[name] - lr * grads[name] for name in params}


def train_step(params, real, z_d, z_g, lr):
    """Return the params after one alternating step, and (L_D, L_G)."""
    g, d = params["generator"], params["discriminator"]

    x = np.concatenate([real, generate(g, z_d)])
    real_logits, fake_logits = np.split(discriminate(d, x), [len(real)])
    loss_d = discriminator_loss(real_logits, fake_logits)
    dl = np.concatenate([-sigmoid(-real_logits) / len(real), sigmoid(fake_logits) / len(z_d)])
    d = descend(d, {"c": dl.sum(), "u": dl @ x, "v": dl @ x**2}, lr)

    z_g = z_d
    x = generate(g, z_g)
    logits = discriminate(d, x)  # by the discriminator that has just learnt
    loss_g = generator_loss(logits)
    dx = -sigmoid(-logits) / len(z_g) * (d["u"] + 2 * d["v"] * x)
    g = descend(g, {"shift": dx.sum(), "scale": dx @ z_g}, lr)

    return {"generator": g, "discriminator": d}, (loss_d, loss_g)
