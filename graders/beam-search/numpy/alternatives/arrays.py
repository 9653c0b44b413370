"""Arrays of the whole beam: (width, vocab) sums, one stable argsort."""

import numpy as np


def beam_search(log_probs, start, eos, width, max_length, alpha):
    vocab = len(log_probs)
    rows = np.zeros((1, 0), dtype=int)
    last, totals, lengths = np.array([start]), np.zeros(1), np.zeros(1, dtype=int)
    done = np.zeros(1, dtype=bool)
    for _ in range(max_length):
        sums = totals[:, None] + log_probs[last]  # (beam, vocab)
        sums[done] = -np.inf
        sums[done, 0] = totals[done]  # a finished one has a single candidate: itself
        counts = lengths + ~done
        scores = (sums / counts[:, None] ** alpha).ravel()
        order = np.argsort(-scores, kind="stable")[:width]
        order = order[np.isfinite(scores[order])]
        parent, token = order // vocab, order % vocab
        totals, lengths = sums.ravel()[order], counts[parent]
        was = done[parent]
        rows = np.concatenate([rows[parent], np.where(was, -1, token)[:, None]], axis=1)
        last, done = token, was | (token == eos)
        if done.all():
            break
    return [(row[row >= 0].tolist(), float(s)) for row, s in zip(rows, totals / lengths**alpha)]
