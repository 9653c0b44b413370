"""You write the new carry into the caller's tensors with `copy_`. The values are right; the caller's carry
is gone, and autograd refuses once it needs a gradient.

zh: 你用 `copy_` 把新的 carry 写进了调用者的张量。数值是对的，但调用者的 carry 没有了；需要梯度时 autograd 也会报错。

Caught by: arguments stay as they were
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
        h.copy_(torch.where(keep, h_new, h))
        c.copy_(torch.where(keep, c_new, c))
    return torch.stack(outputs, dim=1), (h, c)
