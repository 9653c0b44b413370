"""Greedy decoding, and sampling with filters.

Fill in the bodies; keep the names.
"""

import numpy as np


def greedy(logits):
    """Return each row's most probable token: (batch,).

    logits: (batch, vocab). Of equals the lower id.
    """
    # TODO
    return np.zeros(len(logits), int)


def filter_logits(logits, temperature, top_k, top_p):
    """Return (batch, vocab): logits / temperature, or -inf.

    logits: (batch, vocab). top_k = 0 and top_p = 1 are off.
    First temperature, then top-k, then top-p.
    """
    # TODO: sort each row once; then think in ranks
    return np.zeros_like(logits)


def sample(logits, rng, temperature, top_k, top_p):
    """Return one drawn token for each row: (batch,).

    rng: an np.random.Generator, the only source of randomness.
    """
    # TODO
    return np.zeros(len(logits), int)
