"""You minimise `log(1 - sigmoid(l))`, the loss of the minimax game. Where the discriminator is sure, its
gradient vanishes; the non-saturating loss is `-log sigmoid(l)`.

zh: 你最小化的是 `log(1 - sigmoid(l))`，即极小极大博弈的损失。判别器很有把握时它的梯度会消失；非饱和损失是 `-log sigmoid(l)`。

Caught by: the losses
"""

import torch
from torch import nn
from torch.nn.functional import softplus


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
    """Return L_D: ()."""
    return softplus(-real_logits).mean() + softplus(fake_logits).mean()


def generator_loss(fake_logits):
    """Return L_G: ()."""
    return -softplus(fake_logits).mean()


def descend(network, loss, lr):
    """Step along the gradient of one network."""
    network.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in network.parameters():
            p -= lr * p.grad


def train_step(generator, discriminator, real, z_d, z_g, lr):
    """Make one alternating step in place; return (L_D, L_G)."""
    fakes = generator(z_d).detach()  # no gradient for the generator
    loss_d = discriminator_loss(discriminator(real), discriminator(fakes))
    descend(discriminator, loss_d, lr)

    loss_g = generator_loss(discriminator(generator(z_g)))  # through the discriminator, which stays
    descend(generator, loss_g, lr)
    return loss_d.item(), loss_g.item()
