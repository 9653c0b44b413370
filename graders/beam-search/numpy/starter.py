"""Beam search over a table of log-probabilities.

Fill in the body; keep the name.
"""

import numpy as np


def beam_search(
    log_probs, start, eos, width, max_length, alpha
):
    """Return the last beam: [(tokens, score), …], best first.

    log_probs: (vocab, vocab), log p of column after row.
    tokens: a list of ints, without start, up to eos.
    score: (sum of log-probabilities) / len(tokens) ** alpha.
    """
    beam = [([], 0.0)]  # tokens, sum of log-probabilities
    # TODO: at most max_length times: list the candidates,
    # keep the best; then turn sums into scores
    return beam
