"""heapq.nlargest, whose order is that of a stable sort."""

import heapq
import math


def beam_search(log_probs, start, eos, width, max_length, alpha):
    beam = [(0.0, 0.0, (start,), False)]  # score, sum, path, finished
    for step in range(1, max_length + 1):
        candidates = []
        for hypothesis in beam:
            _, total, path, done = hypothesis
            if done:
                candidates.append(hypothesis)
            else:
                for token in range(len(log_probs)):
                    value = total + float(log_probs[path[-1], token])
                    if not math.isinf(value):
                        candidates.append((value / step**alpha, value, path + (token,), token == eos))
        beam = heapq.nlargest(width, candidates, key=lambda h: h[0])
        if all(done for *_, done in beam):
            break
    return [(list(path[1:]), value) for value, _, path, _ in beam]
