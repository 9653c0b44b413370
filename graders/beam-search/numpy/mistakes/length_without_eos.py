"""Your length leaves out `eos`. The score's sum has its log-probability, so its length counts too.

zh: 你的长度没有计入 `eos`。分数的和里有它的对数概率，因此长度也要计入。

Caught by: length penalty
"""

import numpy as np


def beam_search(log_probs, start, eos, width, max_length, alpha):
    """Return the last beam, best first: a list of (tokens, score)."""

    def finished(tokens):
        return bool(tokens) and tokens[-1] == eos

    def score(hypothesis):
        tokens, total = hypothesis
        return total / max(len(tokens) - finished(tokens), 1) ** alpha

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
