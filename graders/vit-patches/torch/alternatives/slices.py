"""fold and unfold, and a convolution whose stride is its width."""

import torch
from torch.nn import functional as F


def patchify(images, size):
    return F.unfold(images, kernel_size=size, stride=size).transpose(1, 2)


def unpatchify(patches, channels, height, width, size):
    return F.fold(patches.transpose(1, 2), (height, width), kernel_size=size, stride=size)


def embed(images, p, size):
    kernel = p["w"].T.reshape(-1, images.size(1), size, size)
    tokens = F.conv2d(images, kernel, p["b"], stride=size).flatten(2).transpose(1, 2)
    first = p["cls"].expand(images.size(0), 1, -1)
    return torch.cat((first, tokens), dim=1) + p["positions"]
