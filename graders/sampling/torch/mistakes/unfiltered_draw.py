"""You draw from the logits and not from the filtered ones, so tokens come that the filters remove.

zh: 你从原始的 logits 而不是过滤后的 logits 中抽取，于是会出现已被过滤掉的词元。

Caught by: how often
"""

import torch


def greedy(logits):
    """Return the most probable token of each row; of equals the lower id."""
    return logits.argmax(dim=1)


def filter_logits(logits, temperature, top_k, top_p):
    """Return logits / temperature, with -inf for tokens outside top-k and top-p."""
    scaled = logits / temperature
    ranked, order = scaled.sort(dim=1, descending=True, stable=True)  # equals stay in the order of their ids
    if top_k > 0:
        ranked[:, top_k:] = -torch.inf
    if top_p < 1:
        p = ranked.softmax(dim=1)
        before = p.cumsum(dim=1) - p  # the probability of all tokens above this one
        ranked = ranked.masked_fill(before >= top_p, -torch.inf)
    return torch.empty_like(ranked).scatter(1, order, ranked)


def sample(logits, generator, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    p = (logits / temperature).softmax(dim=1)
    return torch.multinomial(p, 1, generator=generator).squeeze(1)
