"""Everything runs under `torch.no_grad()` now, the training too, so there is nothing to differentiate:
`element 0 of tensors does not require grad`.

zh: 现在一切都在 `torch.no_grad()` 之下运行，训练也是，所以没有可求导的东西：`element 0 of tensors does not require grad`。

Caught by: contract
"""

import torch


def loss_of(w, b, x, y):
    """Return the mean squared error: ()."""
    return ((torch.tanh(x @ w) + b - y) ** 2).mean()


@torch.no_grad()
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
            watched = loss_of(w, b, *held_out)  # where no graph is built
        average = beta * average + (1 - beta) * watched.item()
        averages.append(average)
    return {"w": w.detach(), "b": b.detach()}, averages
