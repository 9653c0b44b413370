"""Memory of the averages is free now, and each new `w` is computed from the old one with a graph: all steps
hang on the params. Update under `torch.no_grad()`, or detach.

zh: 平均值不再占用内存，但每个新的 `w` 都带着计算图由旧的算出：所有步都挂在参数上。请在 `torch.no_grad()` 之下更新，或者分离（detach）。

Caught by: memory does not grow
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
        loss = loss_of(w, b, x, y)
        dw, db = torch.autograd.grad(loss, (w, b))
        w = w - lr * dw
        b = b - lr * db
        with torch.no_grad():
            watched = loss_of(w, b, *held_out)  # where no graph is built
        average = beta * average + (1 - beta) * watched.item()
        averages.append(average)
    return {"w": w, "b": b}, averages
