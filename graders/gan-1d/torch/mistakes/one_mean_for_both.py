"""You take one mean over real numbers and fakes together, so the larger group weighs more. `L_D` has a mean
for each.

zh: 你对真样本和假样本合在一起取了一个均值，数量多的一组权重更大。`L_D` 对两者各取均值。

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
    return 2 * torch.cat([softplus(-real_logits), softplus(fake_logits)]).mean()


def generator_loss(fake_logits):
    """Return L_G: ()."""
    return softplus(-fake_logits).mean()


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
