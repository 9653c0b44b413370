import torch
from torch import nn
from torch.nn import functional

RATE = 0.1


class MLP(nn.Module):
    def __init__(self, params):
        super().__init__()
        self.w1, self.b1, self.w2, self.b2 = (nn.Parameter(p.clone()) for p in params)

    def forward(self, x):  # (n, 10) -> (n, 1), logits
        return torch.relu(x @ self.w1 + self.b1) @ self.w2 + self.b2


def training(model, optimizer, x, y):
    def run():
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    return run


def eager(params, x, y):
    model = MLP(params)
    return training(model, torch.optim.SGD(model.parameters(), lr=RATE), x, y)


def compiled(params, x, y):
    model = MLP(params)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    return training(torch.compile(model), optimizer, x, y)
