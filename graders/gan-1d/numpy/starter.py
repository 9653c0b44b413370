"""A GAN in one dimension.

Fill in the bodies of the last three functions.
"""

import numpy as np


def generate(g, z):
    """Return the fakes: (n,)."""
    return g["shift"] + g["scale"] * z


def discriminate(d, x):
    """Return the logits: (n,)."""
    return d["c"] + d["u"] * x + d["v"] * x**2


def discriminator_loss(real_logits, fake_logits):
    """Return L_D: a number. The logits: (n,) and (m,)."""
    # TODO: stable at any logits
    return 0.0


def generator_loss(fake_logits):
    """Return L_G, the non-saturating loss."""
    # TODO
    return 0.0


def train_step(params, real, z_d, z_g, lr):
    """Return (params, (L_D, L_G)) after one alternating step.

    params: {"generator": {"shift": (), "scale": ()},
             "discriminator": {"c": (), "u": (), "v": ()}}
    real, z_d, z_g: (n,), each with its own n
    """
    # TODO: the discriminator first, then the generator
    return params, (0.0, 0.0)
