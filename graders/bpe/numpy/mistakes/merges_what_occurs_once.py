"""You go on merging pairs that occur once until `count` is reached. Such tokens save one place in this very
text and nothing elsewhere.

zh: 你一直合并到 `count` 为止，连只出现一次的对也合并。这样的词元只在这段文本里省下一个位置，在别处毫无用处。

Caught by: where learning stops
"""

from collections import Counter


def replace(ids, pair, token):
    """Return ids with each occurrence of the pair replaced, from left to right."""
    result, i = [], 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            result.append(token)
            i += 2
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
        if pair is None:
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
