"""You compare the sum **with** the token itself, so the token that crosses `top_p` is dropped, and with a
small `top_p` nothing is left. Compare the sum of the tokens before it.

zh: 你比较的是**包含**该词元在内的和，于是越过 `top_p` 的词元被去掉；`top_p` 很小时一个也不剩。应比较它之前的词元之和。

Caught by: top-p
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
        total = p.cumsum(dim=1)
        ranked = ranked.masked_fill(total > top_p, -torch.inf)
    return torch.empty_like(ranked).scatter(1, order, ranked)


def sample(logits, generator, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    p = filter_logits(logits, temperature, top_k, top_p).softmax(dim=1)
    return torch.multinomial(p, 1, generator=generator).squeeze(1)
