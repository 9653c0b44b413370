"""You rank extensions by the last log-probability alone. A likely token after an unlikely beginning then
beats a better sequence: add to the sum.

zh: 你只按最后一个词元的对数概率排序。于是不太可能的开头加上一个很可能的词元，会胜过更好的序列：应累加。

Caught by: width 1
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
                    candidates.append((tokens + [token], log_p))
        beam = sorted(candidates, key=score, reverse=True)[:width]  # stable, reversed or not
        if all(finished(tokens) for tokens, _ in beam):
            break
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam]
