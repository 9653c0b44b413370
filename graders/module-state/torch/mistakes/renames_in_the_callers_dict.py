"""You rename the keys in the dict that you were given: the caller's checkpoint has other keys afterwards,
and loading it a second time fails. Build a new dict.

zh: 你在传入的字典里直接改名：之后调用者的检查点键名就变了，再加载一次便会失败。请建一个新的字典。

Caught by: the checkpoint stays as it was
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
    renamed = state
    for key in list(state):
        value = state.pop(key)
        first, dot, rest = key.partition(".")
        renamed[names.get(first, first) + dot + rest] = value
    renamed["head.weight"] = renamed["embed.weight"]
    model.load_state_dict(renamed)
