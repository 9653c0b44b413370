"""A network that guesses noise, and the gradient that a loss sends to it."""

import torch

W = [[0.5, -1.0], [0.3, 0.8]]


def _network(w):
    return lambda x, t: torch.tanh(w @ x) + 0.1 * t[:, None, None]


def predict(x, t):
    """x: (batch, 2, length), t: (batch,) integers. Return the guess, in the shape of x."""
    if t.shape != x.shape[:1] or t.dtype != torch.int64:
        raise ValueError(f"predict wants t as int64 of shape {tuple(x.shape[:1])}, not as {t.dtype} of shape {tuple(t.shape)}")
    return _network(x.new_tensor(W))(x, t)


def gradient(loss, w, *args):
    """Return the gradient of the loss for the network's matrix; None where none arrives."""
    w.requires_grad_()
    value = loss(_network(w), *args)
    return torch.autograd.grad(value, w, allow_unused=True)[0] if value.requires_grad else None
