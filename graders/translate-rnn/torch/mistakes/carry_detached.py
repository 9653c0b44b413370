"""You detach the carry in each step, as truncated backpropagation does between pieces. Inside `run`
gradients go through all steps, and into the carry that came in.

zh: 你在每一步都分离（detach）了 carry，像截断的反向传播在两段之间所做的那样。在 `run` 内部，梯度要穿过所有的步，并传到传入的 carry。

Caught by: gradients
"""

import torch


def run(params, x, lengths, carry):
    """Return the outputs, (batch, time, hidden), zero in the padding, and the carry (h, c) after each row's end."""
    h, c = carry
    outputs = []
    for t, x_t in enumerate(x.unbind(dim=1)):
        h, c = h.detach(), c.detach()
        z = x_t @ params["w"] + h @ params["u"] + params["b"]  # (batch, 2 * hidden)
        f, g = z.chunk(2, dim=1)
        f = torch.sigmoid(f)
        c_new = f * c + (1 - f) * torch.tanh(g)
        h_new = torch.tanh(c_new)
        keep = (t < lengths)[:, None]  # (batch, 1)
        outputs.append(torch.where(keep, h_new, 0.0))
        h = torch.where(keep, h_new, h)
        c = torch.where(keep, c_new, c)
    return torch.stack(outputs, dim=1), (h, c)
