"""assign=True puts new parameters in the place of the old ones, one for each name: head and embedding are
no longer one parameter, and an optimizer built before holds parameters that nobody uses. Let
load_state_dict copy.

zh: assign=True 会用新的参数替换旧的参数，每个名字一个：head 与 embedding 不再是同一个参数，之前建好的优化器手里的参数也没人再用。让 load_state_dict 复制数值即可。

Caught by: an old checkpoint
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
    renamed["head.weight"] = renamed["embed.weight"]
    model.load_state_dict({k: v.clone() for k, v in renamed.items()}, assign=True)
