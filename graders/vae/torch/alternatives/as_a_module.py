"""An nn.Module with two nn.Linear, run with the parameters that are given by functional_call."""

import torch
from torch import nn
from torch.func import functional_call


def sample(mean, log_var, noise):
    return torch.addcmul(mean, torch.exp(0.5 * log_var), noise)


def kl(mean, log_var):
    return -0.5 * torch.sum(1 + log_var - mean.square() - torch.exp(log_var), dim=-1)


def reconstruction(logits, x):
    return (x * nn.functional.logsigmoid(logits) + (1 - x) * nn.functional.logsigmoid(-logits)).sum(-1)


class VAE(nn.Module):
    def __init__(self, pixels, latent):
        super().__init__()
        self.encoder, self.decoder = nn.Linear(pixels, 2 * latent), nn.Linear(latent, pixels)

    def forward(self, x, noise):
        mean, log_var = self.encoder(x).split(noise.shape[1], dim=-1)
        logits = self.decoder(sample(mean, log_var, noise))
        return torch.mean(kl(mean, log_var) - reconstruction(logits, x))


def loss(params, x, noise):
    given = {
        "encoder.weight": params["enc_w"].T,
        "encoder.bias": params["enc_b"],
        "decoder.weight": params["dec_w"].T,
        "decoder.bias": params["dec_b"],
    }
    return functional_call(VAE(x.shape[1], noise.shape[1]), given, (x, noise))
