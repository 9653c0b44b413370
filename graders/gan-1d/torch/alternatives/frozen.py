"""The discriminator is frozen while the generator learns; both clear all gradients at the end."""

import torch
from torch import nn
from torch.nn.functional import logsigmoid


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
    return -logsigmoid(real_logits).mean() - logsigmoid(-fake_logits).mean()


def generator_loss(fake_logits):
    return torch.logaddexp(-fake_logits, torch.zeros_like(fake_logits)).mean()


@torch.no_grad()
def move(network, lr):
    for p in network.parameters():
        p.sub_(p.grad, alpha=lr)
        p.grad = None


def train_step(generator, discriminator, real, z_d, z_g, lr):
    with torch.no_grad():
        fakes = generator(z_d)
    discriminator.requires_grad_(True)
    loss_d = discriminator_loss(discriminator(real), discriminator(fakes))
    loss_d.backward()
    move(discriminator, lr)
    discriminator.requires_grad_(False)
    loss_g = generator_loss(discriminator(generator(z_g)))
    loss_g.backward()
    move(generator, lr)
    discriminator.requires_grad_(True)
    return loss_d.item(), loss_g.item()
