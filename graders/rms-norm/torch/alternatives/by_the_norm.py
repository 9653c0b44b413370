"""The root mean square as a vector norm, which takes the type to compute in; scaled after converting back."""

import torch
from torch import nn


class RMSNorm(nn.Module):
    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.empty(dim).fill_(1.0))

    def forward(self, x):
        wide = torch.float64 if x.dtype == torch.float64 else torch.float32
        length = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=wide)
        rms = (length**2 / x.shape[-1] + self.eps).sqrt()
        return (x.to(wide) / rms).to(x.dtype) * self.weight
