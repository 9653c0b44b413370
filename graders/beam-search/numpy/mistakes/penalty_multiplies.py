"""You multiply by `n ** alpha`. Log-probabilities are negative, so this makes long hypotheses worse twice.
Divide.

zh: 你乘以了 `n ** alpha`。对数概率是负数，这让长的假设加倍吃亏。应该用除法。

Caught by: length penalty
"""

import numpy as np


def beam_search(log_probs, start, eos, width, max_length, alpha):
    """Return the last beam, best first: a list of (tokens, score)."""

    def finished(tokens):
        return bool(tokens) and tokens[-1] == eos

    def score(hypothesis):
        tokens, total = hypothesis
        return total * len(tokens) ** alpha

    beam = [([], 0.0)]  # tokens, sum of log-probabilities
    for _ in range(max_length):
        candidates = []
        for tokens, total in beam:
            if finished(tokens):
                candidates.append((tokens, total))
                continue
            last = tokens[-1] if tokens else start
            for token, log_p in enumerate(log_probs[last]):
                if log_p > -np.inf:
                    candidates.append((tokens + [token], total + log_p))
        beam = sorted(candidates, key=score, reverse=True)[:width]  # stable, reversed or not
        if all(finished(tokens) for tokens, _ in beam):
            break
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam]
