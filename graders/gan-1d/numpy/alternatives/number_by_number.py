"""One number after the other, with Python's math."""

import math

import numpy as np


def softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def slope(x):
    return 1 / (1 + math.exp(-x)) if x > 0 else 1 - 1 / (1 + math.exp(x))


def discriminator_loss(real_logits, fake_logits):
    return np.mean([softplus(-x) for x in real_logits]) + np.mean([softplus(x) for x in fake_logits])


def generator_loss(fake_logits):
    return np.mean([softplus(-x) for x in fake_logits])


def train_step(params, real, z_d, z_g, lr):
    g, d = dict(params["generator"]), dict(params["discriminator"])
    fakes = [g["shift"] + g["scale"] * z for z in z_d]
    logits = [[d["c"] + d["u"] * x + d["v"] * x * x for x in part] for part in (real, fakes)]
    loss_d = discriminator_loss(*logits)
    for part, group, sign in ((real, logits[0], -1), (fakes, logits[1], 1)):
        for x, logit in zip(part, group, strict=True):
            pull = lr * sign * slope(sign * logit) / len(part)
            for name, power in (("c", 1), ("u", x), ("v", x * x)):
                d[name] = d[name] - pull * power
    loss_g, old = 0.0, dict(g)
    for z in z_g:
        x = old["shift"] + old["scale"] * z
        logit = d["c"] + d["u"] * x + d["v"] * x * x
        loss_g += softplus(-logit) / len(z_g)
        pull = lr * slope(-logit) / len(z_g) * (d["u"] + 2 * d["v"] * x)
        g["shift"], g["scale"] = g["shift"] + pull, g["scale"] + pull * z
    return {"generator": g, "discriminator": d}, (loss_d, loss_g)
