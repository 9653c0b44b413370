"""[layer] * depth holds the same layer depth times: all blocks share one weight, though state_dict lists it
under each name, and the last one loaded wins. Create a layer for each block.

zh: [layer] * depth 是把同一层放了 depth 次：所有块共享一个权重，尽管 state_dict 以每个名字各列一次，加载时最后一个生效。请为每个块各建一层。

Caught by: logits
"""

import torch
from torch import nn


class TinyLM(nn.Module):
    """Tokens (batch, length) -> logits (batch, length, vocab); the embedding is the output layer too."""

    def __init__(self, vocab, width, depth):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.blocks = nn.ModuleList([nn.Linear(width, width)] * depth)
        self.head = nn.Linear(width, vocab, bias=False)
        self.head.weight = self.embed.weight  # one parameter with two names
        self.register_buffer("offset", torch.zeros(width))
        self.register_buffer("positions", torch.arange(64) / 64, persistent=False)

    def forward(self, tokens):
        h = self.embed(tokens) - self.offset  # (batch, length, width)
        h = h + self.positions[: tokens.shape[1], None]
        for block in self.blocks:
            h = h + torch.tanh(block(h))
        return self.head(h)


def load_old(model, state):
    """Load a state in which `embed` was called `embedding`, `blocks` `layers`, and `head` was left out."""
    names = {"embedding": "embed", "layers": "blocks"}
    renamed = {}
    for key, value in state.items():
        first, dot, rest = key.partition(".")
        renamed[names.get(first, first) + dot + rest] = value
    renamed["head.weight"] = renamed["embed.weight"]
    model.load_state_dict(renamed)
