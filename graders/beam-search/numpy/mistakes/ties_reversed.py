"""You sort in ascending order and read from the end, which reverses candidates of equal score: the last one
comes first.

zh: 你升序排序后从末尾读取，分数相等的候选因此被反转：最后列出的排在最前。

Caught by: ties
"""

import numpy as np


def beam_search(log_probs, start, eos, width, max_length, alpha):
    """Return the last beam, best first: a list of (tokens, score)."""

    def finished(tokens):
        return bool(tokens) and tokens[-1] == eos

    def score(hypothesis):
        tokens, total = hypothesis
        return total / len(tokens) ** alpha

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
        beam = sorted(candidates, key=score)[::-1][:width]
        if all(finished(tokens) for tokens, _ in beam):
            break
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam]
