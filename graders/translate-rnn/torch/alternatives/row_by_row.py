"""Each row by itself, to its own end; the padding is appended."""

import torch


def one(params, x, h, c):
    outputs, size = [], len(h)
    for x_t in x:
        z = torch.cat([x_t, h]) @ torch.cat([params["w"], params["u"]]) + params["b"]
        keep = z[:size].sigmoid()
        c = keep * c + (1 - keep) * z[size:].tanh()
        h = c.tanh()
        outputs.append(h)
    return outputs, h, c


def run(params, x, lengths, carry):
    rows, hs, cs = [], [], []
    for row, length, h, c in zip(x, lengths.tolist(), *carry, strict=True):
        outputs, h, c = one(params, row[:length], h, c)
        rows.append(torch.stack([*outputs, *[torch.zeros_like(h)] * (len(row) - length)]))
        hs.append(h)
        cs.append(c)
    return torch.stack(rows), (torch.stack(hs), torch.stack(cs))
