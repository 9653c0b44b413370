"""You cut the graph of the average every tenth step. Memory now goes up and down like a saw; nothing needs
those graphs for a single step.

zh: 你每十步切断一次平均值的计算图。内存现在像锯齿一样起伏；这些计算图一步也用不着。

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
        with torch.no_grad():
            w -= lr * dw
            b -= lr * db
        watched = loss_of(w, b, *held_out)
        average = beta * average + (1 - beta) * watched
        averages.append(average.item())
        if len(averages) % 10 == 0:
            average = average.detach()
    return {"w": w.detach(), "b": b.detach()}, averages
