"""Uses torch.optim where the update is to be written by hand.

kata: torch, appended
verdict: refused
says: torch\.optim
"""

from torch.optim import SGD


def train(model, x, y, lr, steps):
    optimiser, losses = SGD(model.parameters(), lr), []
    for _ in range(steps):
        optimiser.zero_grad()
        value = binary_cross_entropy_with_logits(model(x).squeeze(1), y)
        value.backward()
        optimiser.step()
        losses.append(value.item())
    return losses
