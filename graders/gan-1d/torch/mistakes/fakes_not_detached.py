"""The fakes keep their graph, so `L_D` sends a gradient to the generator, and you clear none of it: the
generator also follows the discriminator's loss. Detach the fakes, and clear before each backward.

zh: 假样本带着计算图，于是 `L_D` 也给生成器送去了梯度，而你没有清除：生成器还跟随了判别器的损失。请分离（detach）假样本，并在每次 backward 之前清零。

Caught by: the generator's step
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
    return softplus(-fake_logits).mean()


def descend(network, loss, lr):
    """Step along the gradient of one network."""
    loss.backward()
    with torch.no_grad():
        for p in network.parameters():
            p -= lr * p.grad
            p.grad = None


def train_step(generator, discriminator, real, z_d, z_g, lr):
    """Make one alternating step in place; return (L_D, L_G)."""
    fakes = generator(z_d)
    loss_d = discriminator_loss(discriminator(real), discriminator(fakes))
    descend(discriminator, loss_d, lr)

    discriminator.zero_grad()
    loss_g = generator_loss(discriminator(generator(z_g)))  # through the discriminator, which stays
    descend(generator, loss_g, lr)
    discriminator.zero_grad()
    return loss_d.item(), loss_g.item()
