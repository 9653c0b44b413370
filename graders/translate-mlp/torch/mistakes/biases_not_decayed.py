"""You decay the weights and not the biases. Many recipes do that; this program adds `decay * p` for every
leaf.

zh: 你只衰减权重，不衰减偏置。许多配方这样做，但这个程序对每个叶子都加 `decay * p`。

Caught by: one step
"""

import torch
from torch import nn
from torch.nn import functional


class MLP(nn.Module):
    """Standardised columns, one hidden layer; made from a checkpoint of JAX."""

    def __init__(self, params):
        super().__init__()
        self.hidden, self.output = (nn.Linear(*params[name]["w"].shape) for name in ("hidden", "output"))
        self.dropout = nn.Dropout(0.5)
        with torch.no_grad():
            for name in ("hidden", "output"):
                getattr(self, name).weight.copy_(params[name]["w"].T)  # (in, out) -> (out, in)
                getattr(self, name).bias.copy_(params[name]["b"])

    def forward(self, x):
        x = (x - x.mean(dim=0)) / x.std(dim=0, correction=0)  # JAX divides by n
        return self.output(self.dropout(functional.gelu(self.hidden(x))))

    def checkpoint(self):
        """Return the parameters as JAX has them."""
        layers = {"hidden": self.hidden, "output": self.output}
        return {name: {"w": layer.weight.detach().T, "b": layer.bias.detach()} for name, layer in layers.items()}


@torch.no_grad()
def predict(params, x):
    """Return the logits: (n, classes)."""
    return MLP(params).eval()(x)


def train(params, batches, lr, momentum, decay):
    """Return the checkpoint after one step for each batch, and the loss before each."""
    model = MLP(params).eval()  # no dropout
    parameters = list(model.parameters())
    velocity = [torch.zeros_like(p) for p in parameters]
    losses = []
    for x, labels in batches:
        loss = functional.cross_entropy(model(x), labels)
        grads = torch.autograd.grad(loss, parameters)
        with torch.no_grad():  # as torch.optim.SGD does with momentum and weight_decay
            for p, v, g in zip(parameters, velocity, grads, strict=True):
                v.mul_(momentum).add_(g + decay * p if p.ndim > 1 else g)
                p -= lr * v
        losses.append(loss.item())
    return model.checkpoint(), losses
