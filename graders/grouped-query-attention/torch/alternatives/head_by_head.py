"""One query head at a time, with the keys and values of its group."""

import torch


def grouped_query_attention(q, k, v):
    heads, kv_heads = q.size(1), k.size(1)
    outs = []
    for head, query in enumerate(q.unbind(dim=1)):
        shared = head * kv_heads // heads
        scores = torch.bmm(query, k[:, shared].transpose(1, 2)) / q.size(-1) ** 0.5
        outs.append(torch.bmm(scores.softmax(dim=-1), v[:, shared]))
    return torch.stack(outs, dim=1)
