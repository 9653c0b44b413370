"""NumPy arrays: pairs as single numbers, counted by np.unique."""

import numpy as np

WIDTH = 1 << 20


def pairs(ids):
    return ids[:-1] * WIDTH + ids[1:]


def merged(ids, code, token):
    hits = np.flatnonzero(pairs(ids) == code)
    keep, last = [], -2
    for i in hits:
        if i > last + 1:  # not the second half of the occurrence before
            keep.append(i)
            last = i
    if not keep:
        return ids
    ids = ids.copy()
    ids[keep] = token
    return np.delete(ids, np.array(keep) + 1)


def learn(text, count):
    ids = np.array(list(text.encode()), dtype=np.int64)
    merges = []
    while len(merges) < count and len(ids) > 1:
        codes, counts = np.unique(pairs(ids), return_counts=True)
        best = counts.argmax()  # the first of equals, and codes are sorted
        if counts[best] < 2:
            break
        code = int(codes[best])
        ids = merged(ids, code, 256 + len(merges))
        merges.append((code // WIDTH, code % WIDTH))
    return merges


def encode(text, merges):
    ids = np.array(list(text.encode()), dtype=np.int64)
    for number, (left, right) in enumerate(merges):
        ids = merged(ids, left * WIDTH + right, 256 + number)
    return ids.tolist()


def decode(ids, merges):
    def spell(token):
        return bytes([token]) if token < 256 else spell(merges[token - 256][0]) + spell(merges[token - 256][1])

    return b"".join(map(spell, ids)).decode(errors="replace")
