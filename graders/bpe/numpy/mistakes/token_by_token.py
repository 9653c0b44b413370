"""You decode each token on its own. A character's bytes can lie in several tokens, and each part alone is
no UTF-8: join all bytes first.

zh: 你对每个词元单独解码。一个字符的字节可能分在几个词元里，每一部分单独都不是 UTF-8：应先连接所有字节。

Caught by: decoding
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
    for number, pair in enumerate(merges):
        ids = replace(ids, tuple(pair), 256 + number)
    return ids


def decode(ids, merges):
    """Return the text; bytes that are no UTF-8 are replaced."""
    spelled = [bytes([b]) for b in range(256)]
    for left, right in merges:
        spelled.append(spelled[left] + spelled[right])
    return "".join(
        spelled[i].decode("utf-8", errors="replace") for i in ids
    )
