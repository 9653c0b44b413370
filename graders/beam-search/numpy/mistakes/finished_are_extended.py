"""You go on after `eos`. The tokens behind it mean nothing, but their log-probabilities pull the score
down. A finished hypothesis is a candidate as it is.

zh: 你在 `eos` 之后继续生成。后面的词元没有意义，但它们的对数概率会拉低分数。已结束的假设应原样作为候选。

Caught by: finished hypotheses
"""

import numpy as np


def beam_search(log_probs, start, eos, width, max_length, alpha):
    """Return the last beam, best first: a list of (tokens, score)."""

    def score(hypothesis):
        tokens, total = hypothesis
        return total / len(tokens) ** alpha

    beam = [([], 0.0)]  # tokens, sum of log-probabilities
    for _ in range(max_length):
        candidates = []
        for tokens, total in beam:
            last = tokens[-1] if tokens else start
            for token, log_p in enumerate(log_probs[last]):
                if log_p > -np.inf:
                    candidates.append((tokens + [token], total + log_p))
        beam = sorted(candidates, key=score, reverse=True)[:width]  # stable, reversed or not
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam]
