"""The outputs are stacked as `lax.scan` stacks them, with time as axis 0. The program swaps the axes back.

zh: outputs 像 `lax.scan` 那样堆叠，时间在轴 0。原程序会把轴换回来。

Caught by: contract
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
        h = torch.where(keep, h_new, h)
        c = torch.where(keep, c_new, c)
    return torch.stack(outputs), (h, c)
