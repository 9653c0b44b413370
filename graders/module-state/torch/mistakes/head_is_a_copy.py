"""The head starts with the embedding's values, but as a parameter of its own: after one training step the
two differ, and there are vocab · width parameters too many. Assign the parameter itself,
self.head.weight = self.embed.weight.

zh: head 以 embedding 的数值开始，却是一个独立的参数：训练一步之后两者就不同了，参数也多出 vocab · width 个。应当赋值参数本身：self.head.weight = self.embed.weight。

Caught by: tied weights
"""

import torch
from torch import nn


class TinyLM(nn.Module):
    """Tokens (batch, length) -> logits (batch, length, vocab); the embedding is the output layer too."""

    def __init__(self, vocab, width, depth):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.blocks = nn.ModuleList(nn.Linear(width, width) for _ in range(depth))
        self.head = nn.Linear(width, vocab, bias=False)
        self.head.weight = nn.Parameter(self.embed.weight.detach().clone())
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
