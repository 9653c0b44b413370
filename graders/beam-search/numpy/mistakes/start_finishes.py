"""You look at the start token as if it were generated. Where it equals `eos`, the search ends before it
begins. Only generated tokens finish a hypothesis.

zh: 你把起始词元当作生成的词元来检查。它与 `eos` 相同时，搜索还没开始就结束了。只有生成的词元才能结束假设。

Caught by: finished hypotheses
"""

import numpy as np


def beam_search(log_probs, start, eos, width, max_length, alpha):
    """Return the last beam, best first: a list of (tokens, score)."""

    def finished(tokens):
        return (tokens[-1] if tokens else start) == eos

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
        beam = sorted(candidates, key=score, reverse=True)[:width]  # stable, reversed or not
        if all(finished(tokens) for tokens, _ in beam):
            break
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam if tokens]
