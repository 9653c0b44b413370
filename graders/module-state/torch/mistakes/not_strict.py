"""strict=False passes over every key that does not fit. A misspelt name leaves random weights in the model,
and nothing tells you. Rename what is known and stay strict.

zh: strict=False 会放过一切对不上的键。名字拼错时，模型里留下的是随机权重，而没有任何提示。请把已知的键改名，并保持严格。

Caught by: broken checkpoints
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
    renamed["head.weight"] = renamed.get("embed.weight", model.embed.weight)
    model.load_state_dict(renamed, strict=False)
