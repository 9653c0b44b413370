"""The scan of the statement, as a loop in PyTorch.

Fill in the body; keep the name.
"""

import torch


def run(params, x, lengths, carry):
    """Return (outputs, (h, c)).

    params: w (in, 2 * hidden), u (hidden, 2 * hidden),
            b (2 * hidden,)
    x: (batch, time, in); lengths: (batch,) integers
    carry: (h, c), each (batch, hidden)
    outputs: (batch, time, hidden), zero in the padding
    """
    # TODO: what is carried, and what is collected?
    h, c = carry
    return h.new_zeros(*x.shape[:2], h.shape[1]), (h, c)
