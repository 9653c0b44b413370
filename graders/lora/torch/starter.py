"""LoRA, in PyTorch.

Fill in the bodies; keep the names.
"""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """A linear layer, frozen, and a trained update.

    parameters() must yield the linear layer's weight and bias,
    and a, (rank, d_in), and b, (d_out, rank), in any order and
    under any names.
    """

    def __init__(self, linear, rank, alpha):
        """linear: an nn.Linear. Freeze it; make a and b."""
        super().__init__()
        self.linear = linear
        # TODO: the update must be 0, and yet be able to learn

    def forward(self, x):
        """Return linear(x) + alpha / rank * x @ a.T @ b.T."""
        # TODO
        return torch.zeros_like(self.linear(x))

    def merged(self):
        """Return one weight for both: (d_out, d_in)."""
        # TODO
        return torch.zeros_like(self.linear.weight)


# For the grader, which makes its modules so: leave it.
def build(d_in, d_out, rank, alpha):
    return LoRALinear(nn.Linear(d_in, d_out), rank, alpha)
