"""You count occurrences as you replace them, without overlap: in `aaa` you find `aa` once. The task counts
every position, and `aaa` holds the pair twice.

zh: 你按替换的方式不重叠地计数：在 `aaa` 中只数到一次 `aa`。题目要求在每个位置计数，`aaa` 中这一对出现两次。

Caught by: ties and runs
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
        counts = {p: len(ids) - len(replace(ids, p, -1)) for p in zip(ids, ids[1:])}
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
