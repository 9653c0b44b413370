"""Each hypothesis keeps only its own best extension, so after the first step the beam never branches again.
All extensions of all hypotheses compete together.

zh: 每个假设只保留自己最好的那个扩展，于是第一步之后束再也不会分叉。所有假设的所有扩展应一起竞争。

Caught by: two steps
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
            best = int(np.argmax(log_probs[last]))
            for token, log_p in enumerate(log_probs[last]):
                if tokens and token != best:
                    continue
                if log_p > -np.inf:
                    candidates.append((tokens + [token], total + log_p))
        beam = sorted(candidates, key=score, reverse=True)[:width]  # stable, reversed or not
        if all(finished(tokens) for tokens, _ in beam):
            break
    return [(tokens, float(score((tokens, total)))) for tokens, total in beam]
