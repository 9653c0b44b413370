"""Causal attention, in PyTorch.

Fill in the body; keep the name.
"""

import torch


def causal_attention(q, k, v):
    """Attend to the positions up to one's own.

    q: (..., queries, d); k: (..., keys, d);
    v: (..., keys, d_v). queries <= keys, and the queries are
    the last positions of the sequence.
    Returns (..., queries, d_v).
    """
    # TODO: scores, mask, softmax, mean of the values
    return q.new_zeros((*q.shape[:-1], v.shape[-1]))
