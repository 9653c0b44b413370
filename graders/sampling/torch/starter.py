"""Greedy decoding, and sampling with filters.

Fill in the bodies; keep the names.
"""

import torch


def greedy(logits):
    """Return each row's most probable token: (batch,).

    logits: (batch, vocab). Of equals the lower id.
    """
    # TODO
    return torch.zeros(len(logits)).long()


def filter_logits(logits, temperature, top_k, top_p):
    """Return (batch, vocab): logits / temperature, or -inf.

    logits: (batch, vocab). top_k = 0 and top_p = 1 are off.
    First temperature, then top-k, then top-p.
    """
    # TODO: sort each row once; then think in ranks
    return torch.zeros_like(logits)


def sample(logits, generator, temperature, top_k, top_p):
    """Return one drawn token for each row: (batch,).

    generator: a torch.Generator, the only source of randomness.
    """
    # TODO
    return torch.zeros(len(logits)).long()
