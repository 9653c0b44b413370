"""A network that guesses velocities, the gradient that a loss sends to it, and one that writes down its times."""

import torch

W = [[0.5, -1.0], [0.3, 0.8]]


def _network(w):
    return lambda x, t: torch.tanh(w @ x) + t[:, None, None] ** 2


def _expect_times(x, t):
    if t.shape != x.shape[:1] or t.dtype != x.dtype:
        wanted, got = (f"{one.dtype} of shape {tuple(one.shape[:1])}" for one in (x, t))
        raise ValueError(f"predict wants t as {wanted}, not as {got}")


def predict(x, t):
    """x: (batch, 2, length), t: (batch,). Return the guess, in the shape of x."""
    _expect_times(x, t)
    return _network(x.new_tensor(W))(x, t)


def recorder(x, t):
    """x: (batch, 1 + 2 * steps). Column 0 counts the steps; then come the length of each, and length times time."""
    _expect_times(x, t)
    steps = x.shape[1] // 2
    now = torch.round(x[:, :1]) == torch.arange(steps)
    return steps * torch.cat([torch.ones_like(x[:, :1]), now, now * t[:, None]], dim=1)


def gradient(loss, w, *args):
    """Return the gradient of the loss for the network's matrix; None where none arrives."""
    w.requires_grad_()
    value = loss(_network(w), *args)
    return torch.autograd.grad(value, w, allow_unused=True)[0] if value.requires_grad else None
