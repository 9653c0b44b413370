"""The state runs on through the padding: you mask the outputs only. A row that has ended keeps `h` and `c`.

zh: 状态在填充中继续更新：你只掩盖了 outputs。已结束的行要保留 `h` 和 `c`。

Caught by: carry
"""

import torch


def run(params, x, lengths, carry):
    """Return the outputs, (batch, time, hidden), zero in the padding, and the carry (h, c) after each row's end."""
    h, c = carry
    outputs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        z = x_t @ params["w"] + h @ params["u"] + params["b"]  # (batch, 2 * hidden)
        f, g = z.chunk(2, dim=1)
        f = torch.sigmoid(f)
        c_new = f * c + (1 - f) * torch.tanh(g)
        h_new = torch.tanh(c_new)
        keep = (t < lengths)[:, None]  # (batch, 1)
        outputs.append(torch.where(keep, h_new, 0.0))
        h, c = h_new, c_new
    return torch.stack(outputs, dim=1), (h, c)
