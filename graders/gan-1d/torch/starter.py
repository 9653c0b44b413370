"""A GAN in one dimension.

Fill in the bodies of the functions; keep the modules.
"""

import torch
from torch import nn


class Generator(nn.Module):
    """shift + scale * z."""

    def __init__(self):
        super().__init__()
        self.shift = nn.Parameter(torch.tensor(0.0))
        self.scale = nn.Parameter(torch.tensor(1.0))

    def forward(self, z):
        return self.shift + self.scale * z


class Discriminator(nn.Module):
    """c + u * x + v * x^2, a logit."""

    def __init__(self):
        super().__init__()
        self.c = nn.Parameter(torch.tensor(0.0))
        self.u = nn.Parameter(torch.tensor(0.0))
        self.v = nn.Parameter(torch.tensor(0.0))

    def forward(self, x):
        return self.c + self.u * x + self.v * x**2


def discriminator_loss(real_logits, fake_logits):
    """Return L_D: shape (). The logits: (n,) and (m,)."""
    # TODO: stable at any logits
    return real_logits.new_zeros(())


def generator_loss(fake_logits):
    """Return L_G, the non-saturating loss: shape ()."""
    # TODO
    return fake_logits.new_zeros(())


def train_step(generator, discriminator, real, z_d, z_g, lr):
    """Make one alternating step in place.

    real, z_d, z_g: (n,), each with its own n
    Returns (L_D, L_G), Python floats.
    """
    # TODO: the discriminator first, then the generator
    return 0.0, 0.0
