"""You prune by the plain sum and use the length penalty only for the scores you return. Longer hypotheses
are then thrown out before the penalty can help them.

zh: 剪枝时你按原始之和比较，只在返回分数时才用长度惩罚。较长的假设在惩罚起作用之前就被淘汰了。

Caught by: length penalty
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
        beam = sorted(
            candidates, key=lambda hypothesis: hypothesis[1], reverse=True
        )[:width]
        if all(finished(tokens) for tokens, _ in beam):
            break
    beam.sort(key=score, reverse=True)
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam]
