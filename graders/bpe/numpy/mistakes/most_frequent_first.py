"""While encoding you take the pair that is most frequent in the text at hand. The same word then gets other
tokens in another text: the order of learning decides.

zh: 编码时你取当前文本中最频繁的对。同一个单词在不同文本里就会得到不同的词元：应由学习的次序决定。

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
    ids = list(text.encode())
    number = {tuple(pair): i for i, pair in enumerate(merges)}
    while True:
        counts = Counter(p for p in zip(ids, ids[1:]) if p in number)
        if not counts:
            return ids
        pair = counts.most_common(1)[0][0]
        ids = replace(ids, pair, 256 + number[pair])


def decode(ids, merges):
    """Return the text; bytes that are no UTF-8 are replaced."""
    spelled = [bytes([b]) for b in range(256)]
    for left, right in merges:
        spelled.append(spelled[left] + spelled[right])
    return b"".join(spelled[i] for i in ids).decode("utf-8", errors="replace")
