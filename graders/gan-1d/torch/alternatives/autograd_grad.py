"""torch.autograd.grad for one network at a time: no .grad, nothing to clear; losses as cross-entropies."""

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as bce


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
    return bce(real_logits, torch.ones_like(real_logits)) + bce(fake_logits, torch.zeros_like(fake_logits))


def generator_loss(fake_logits):
    return bce(fake_logits, torch.ones_like(fake_logits))


def descend(network, loss, lr):
    parameters = list(network.parameters())
    for p, grad in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        p.data.sub_(lr * grad)


def train_step(generator, discriminator, real, z_d, z_g, lr):
    fakes = generator(z_d)  # no detach: the gradient of the discriminator alone is asked for
    loss_d = discriminator_loss(discriminator(real), discriminator(fakes))
    descend(discriminator, loss_d, lr)
    loss_g = generator_loss(discriminator(generator(z_g)))
    descend(generator, loss_g, lr)
    return float(loss_d), float(loss_g)
