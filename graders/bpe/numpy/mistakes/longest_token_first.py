"""You take the longest token that fits at each position. BPE applies its merges in order, which can split a
text elsewhere.

zh: 你在每个位置取能匹配的最长词元。BPE 按次序应用合并规则，切分的位置可能不同。

Caught by: encoding
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
        if pair is None or counts[pair] < 2:
            break
        ids = replace(ids, pair, 256 + len(merges))
        merges.append(pair)
    return merges


def encode(text, merges):
    """Return the tokens: the merges in the order in which they were learned."""
    spelled = [bytes([b]) for b in range(256)]
    for left, right in merges:
        spelled.append(spelled[left] + spelled[right])
    data, ids = text.encode(), []
    while data:
        fits = [i for i, s in enumerate(spelled) if data.startswith(s)]
        ids.append(max(fits, key=lambda i: len(spelled[i])))
        data = data[len(spelled[ids[-1]]) :]
    return ids


def decode(ids, merges):
    """Return the text; bytes that are no UTF-8 are replaced."""
    spelled = [bytes([b]) for b in range(256)]
    for left, right in merges:
        spelled.append(spelled[left] + spelled[right])
    return b"".join(spelled[i] for i in ids).decode("utf-8", errors="replace")
