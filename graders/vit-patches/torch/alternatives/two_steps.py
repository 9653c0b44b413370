"""Tensor.unfold makes the patches as a view; the way back splits and joins."""

import torch


def patchify(images, size):
    cut = images.unfold(2, size, size).unfold(3, size, size)  # (batch, channels, rows, columns, size, size)
    return cut.movedim(1, 3).flatten(3).flatten(1, 2)


def unpatchify(patches, channels, height, width, size):
    cut = patches.unflatten(-1, (channels, size, size)).unflatten(1, (height // size, width // size))
    strips = torch.cat(cut.unbind(2), dim=-1)  # (batch, rows, channels, size, width)
    return torch.cat(strips.unbind(1), dim=2)


def embed(images, p, size):
    tokens = torch.nn.functional.linear(patchify(images, size), p["w"].T, p["b"])
    out = torch.empty(len(images), 1 + tokens.size(1), tokens.size(2), dtype=tokens.dtype)
    out[:, 0], out[:, 1:] = p["cls"], tokens
    return out + p["positions"]
