"""Ranks of pairs while encoding, as in GPT-2; a stack of parts while decoding."""


def merged(ids, left, right, token):
    out = []
    for current in ids:
        if out and out[-1] == left and current == right and not (out[-1] == token):
            out[-1] = token
        else:
            out.append(current)
    return out


def learn(text, count):
    ids, merges = [*text.encode("utf-8")], []
    for token in range(256, 256 + count):
        seen = {}
        for pair in zip(ids[:-1], ids[1:]):
            seen[pair] = seen.get(pair, 0) + 1
        if not seen or max(seen.values()) == 1:
            break
        most = max(seen.values())
        best = sorted(pair for pair, n in seen.items() if n == most)[0]
        merges.append(best)
        ids = merged(ids, *best, token)
    return merges


def encode(text, merges):
    rank = {tuple(pair): i for i, pair in enumerate(merges)}
    ids = [*text.encode("utf-8")]
    while len(ids) > 1:
        pair = min(zip(ids, ids[1:]), key=lambda p: rank.get(p, float("inf")))
        if pair not in rank:
            break
        ids = merged(ids, *pair, 256 + rank[pair])
    return ids


def decode(ids, merges):
    out, stack = bytearray(), list(reversed(ids))
    while stack:
        token = stack.pop()
        if token < 256:
            out.append(token)
        else:
            left, right = merges[token - 256]
            stack += [right, left]
    return out.decode(errors="replace")
