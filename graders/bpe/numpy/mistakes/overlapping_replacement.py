"""After a replacement you go on by one token instead of two: the second token of the pair stays in the
list.

zh: 替换之后你只前进了一个词元，而不是两个：这一对的第二个词元还留在列表中。

Caught by: merge after merge
"""

from collections import Counter


def replace(ids, pair, token):
    """Return ids with each occurrence of the pair replaced, from left to right."""
    result, i = [], 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            result.append(token)
            i += 1
        else:
            result.append(ids[i])
            i += 1
    return result


def learn(text, count):
    """Return at most count merges; number i makes token 256 + i."""
    ids = list(text.encode())
    merges = []
    while len(merges) < count:
        counts = Counter(zip(ids, ids[1:]))
        pair = min(counts, key=lambda p: (-counts[p], p), default=None)
        if pair is None or counts[pair] < 2:
            break
        ids = replace(ids, pair, 256 + len(merges))
        merges.append(pair)
    return merges


def encode(text, merges):
    """Return the tokens: the merges in the order in which they were learned."""
    ids = list(text.encode())
    for number, pair in enumerate(merges):
        ids = replace(ids, tuple(pair), 256 + number)
    return ids


def decode(ids, merges):
    """Return the text; bytes that are no UTF-8 are replaced."""
    spelled = [bytes([b]) for b in range(256)]
    for left, right in merges:
        spelled.append(spelled[left] + spelled[right])
    return b"".join(spelled[i] for i in ids).decode("utf-8", errors="replace")
