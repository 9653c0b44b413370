"""You took the second half of `z` for the gate. The first half is `f`, which goes through the sigmoid, and
the second is `g`.

zh: 你把 `z` 的后一半当成了门。前一半是 `f`，要经过 sigmoid，后一半是 `g`。

Caught by: outputs
"""

import torch


def run(params, x, lengths, carry):
    """Return the outputs, (batch, time, hidden), zero in the padding, and the carry (h, c) after each row's end."""
    h, c = carry
    outputs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        z = x_t @ params["w"] + h @ params["u"] + params["b"]  # (batch, 2 * hidden)
        g, f = z.chunk(2, dim=1)
        f = torch.sigmoid(f)
        c_new = f * c + (1 - f) * torch.tanh(g)
        h_new = torch.tanh(c_new)
        keep = (t < lengths)[:, None]  # (batch, 1)
        outputs.append(torch.where(keep, h_new, 0.0))
        h = torch.where(keep, h_new, h)
        c = torch.where(keep, c_new, c)
    return torch.stack(outputs, dim=1), (h, c)
