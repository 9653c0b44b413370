"""Segments as modules, lazily cut; the length by a scan that keeps the first best."""

import torch
import torch.utils.checkpoint as ckpt
from torch import nn


class Segment(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        self.blocks = nn.ModuleList(blocks)

    def forward(self, x, mask):
        for block in self.blocks:
            x = block(x, mask)
        return x


def run_blocks(blocks, x, mask, every=None):
    blocks = list(blocks)
    if every is None:
        return Segment(blocks)(x, mask)
    while blocks:
        segment, blocks = Segment(blocks[:every]), blocks[every:]
        x = ckpt.checkpoint(segment, x, mask=mask, use_reentrant=False, preserve_rng_state=True)
    return x


def segment_length(depth, input_bytes, inside_bytes):
    lengths = torch.arange(1, depth + 1, dtype=torch.float64)
    bytes_ = torch.ceil(depth / lengths) * input_bytes + lengths * inside_bytes
    return int(bytes_.argmin()) + 1
