"""The blocks are in a Python list. The module does not look into it: their weights are missing from
parameters() and state_dict(), so they are neither trained nor saved nor moved. Use nn.ModuleList.

zh: 各个块放在 Python 列表里。模块不会到里面去找：它们的权重不在 parameters() 和 state_dict() 中，因此既不会被训练，也不会被保存或移动。请使用 nn.ModuleList。

Caught by: contract
"""

import torch
from torch import nn


class TinyLM(nn.Module):
    """Tokens (batch, length) -> logits (batch, length, vocab); the embedding is the output layer too."""

    def __init__(self, vocab, width, depth):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.blocks = [nn.Linear(width, width) for _ in range(depth)]
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
