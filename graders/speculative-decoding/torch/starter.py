"""Verify the tokens of a draft model, and draw one more.

Fill in the bodies; keep the names.
"""

import torch


def pick(probabilities, uniforms):
    """Return a token for each row: (batch,) integers.

    probabilities: (batch, vocab); uniforms: (batch,), each
    at least 0 and below 1. A row's token is the first whose
    cumulative probability exceeds the row's number.
    """
    # TODO: rows may sum to a little less than 1
    return torch.zeros(len(uniforms), dtype=torch.long)


def residual(target, draft):
    """Return max(target - draft, 0), normalised.

    Both and the result: (batch, vocab).
    """
    # TODO: what if nothing is left?
    return torch.zeros_like(target)


def verify(target, draft, tokens, uniforms):
    """Return accepted tokens, one more, then -1.

    target: (batch, k + 1, vocab); draft: (batch, k, vocab);
    tokens: (batch, k) integers, drawn from draft;
    uniforms: (batch, k + 1). Returns (batch, k + 1) integers.
    """
    batch, k = tokens.shape
    # TODO: accept, count up to the first rejection, draw
    return torch.full((batch, k + 1), -1)
