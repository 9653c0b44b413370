"""You give removed tokens the logit 0. That is an ordinary logit with `exp(0) = 1`: only `-inf` has
probability 0.

zh: 你把被去掉的词元的 logit 设为 0。这是一个普通的 logit，`exp(0) = 1`：只有 `-inf` 的概率才是 0。

Caught by: top-k
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
        ranked[:, top_k:] = 0.0
    if top_p < 1:
        p = ranked.softmax(dim=1)
        before = p.cumsum(dim=1) - p  # the probability of all tokens above this one
        ranked = ranked.masked_fill(before >= top_p, -torch.inf)
    return torch.empty_like(ranked).scatter(1, order, ranked)


def sample(logits, generator, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    p = filter_logits(logits, temperature, top_k, top_p).softmax(dim=1)
    return torch.multinomial(p, 1, generator=generator).squeeze(1)
