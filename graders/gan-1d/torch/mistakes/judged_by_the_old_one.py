"""The generator's logits are computed before the discriminator has stepped. The steps alternate: the second
sees what the first has changed.

zh: 生成器的 logits 在判别器更新之前就算好了。两次更新是交替的：第二次要用第一次改变之后的结果。

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
    network.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in network.parameters():
            p -= lr * p.grad


def train_step(generator, discriminator, real, z_d, z_g, lr):
    """Make one alternating step in place; return (L_D, L_G)."""
    fakes = generator(z_d).detach()  # no gradient for the generator
    loss_d = discriminator_loss(discriminator(real), discriminator(fakes))
    loss_g = generator_loss(discriminator(generator(z_g)))
    grads = torch.autograd.grad(loss_g, list(generator.parameters()))
    descend(discriminator, loss_d, lr)
    with torch.no_grad():
        for p, grad in zip(generator.parameters(), grads, strict=True):
            p -= lr * grad
    return loss_d.item(), loss_g.item()
