"""Row by row, with searchsorted on ratios and a list of tokens."""

import torch


def pick(probabilities, uniforms):
    tokens = []
    for row, u in zip(probabilities, uniforms):
        possible = row.nonzero().squeeze(1)
        edges = row[possible].cumsum(0)
        at = torch.searchsorted(edges, u, right=True)
        tokens.append(possible[at.clamp(max=len(possible) - 1)])
    return torch.stack(tokens)


def residual(target, draft):
    rest = torch.relu(target - draft)
    return torch.stack([r / r.sum() if r.any() else t for r, t in zip(rest, target)])


def verify(target, draft, tokens, uniforms):
    output = torch.full((len(tokens), tokens.shape[1] + 1), -1)
    for b, row in enumerate(tokens.tolist()):
        n = 0
        while n < len(row) and uniforms[b, n] < target[b, n, row[n]] / draft[b, n, row[n]]:
            output[b, n] = row[n]
            n += 1
        last = target[b, n : n + 1]
        if n < len(row):
            last = residual(last, draft[b, n : n + 1])
        output[b, n] = pick(last, uniforms[b, -1:])[0]
    return output
