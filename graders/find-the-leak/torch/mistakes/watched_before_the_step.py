"""You moved the watching before the step. The average is of the losses **after** each step.

zh: 你把观察移到了更新之前。要平均的是每一步**之后**的损失。

Caught by: averages
"""

import torch


def loss_of(w, b, x, y):
    """Return the mean squared error: ()."""
    return ((torch.tanh(x @ w) + b - y) ** 2).mean()


def train(params, batches, held_out, lr, beta):
    """Return the params after one step for each batch, and the running averages of the held-out loss."""
    w = params["w"].clone().requires_grad_()
    b = params["b"].clone().requires_grad_()
    average, averages = 0.0, []
    for x, y in batches:
        with torch.no_grad():
            watched = loss_of(w, b, *held_out)
        loss = loss_of(w, b, x, y)
        dw, db = torch.autograd.grad(loss, (w, b))
        with torch.no_grad():
            w -= lr * dw
            b -= lr * db
        average = beta * average + (1 - beta) * watched.item()
        averages.append(average)
    return {"w": w.detach(), "b": b.detach()}, averages
