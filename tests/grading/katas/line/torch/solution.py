import torch


def forward(w, x):
    return x @ w


def train(w, x, y, lr, steps):
    w = w.clone()
    losses = []
    for _ in range(steps):
        error = forward(w, x) - y
        losses.append((error**2).mean().item())
        w = w - lr * 2 * error @ x / len(y)
    return w, losses


def draw(rng, n):
    return torch.randn(n, generator=rng)
