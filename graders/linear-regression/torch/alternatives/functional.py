"""The model as a function of a dictionary of parameters, which are written back into the module at the end."""

import torch
from torch import nn
from torch.func import functional_call


class LinearRegression(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.layer = nn.Linear(features, 1)

    def forward(self, x):
        return self.layer(x)[:, 0]


def train(model, x, y, lr, steps):
    params = {name: p.detach().clone() for name, p in model.named_parameters()}
    losses = []
    for _ in range(steps):
        params = {name: p.requires_grad_() for name, p in params.items()}
        loss = (functional_call(model, params, (x,)) - y).square().mean()
        grads = torch.autograd.grad(loss, list(params.values()))
        params = {name: (p - lr * g).detach() for (name, p), g in zip(params.items(), grads)}
        losses.append(loss.item())
    model.load_state_dict(params)
    return losses


def closed_form(x, y):
    a = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)  # (n, d + 1)
    u, s, vt = torch.linalg.svd(a, full_matrices=False)
    inverse = torch.where(s > s[0] * max(a.shape) * torch.finfo(s.dtype).eps, 1 / s, 0.0)
    theta = vt.T @ (inverse * (u.T @ y))
    return theta[:-1], theta[-1]
