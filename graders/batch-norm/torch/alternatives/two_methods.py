"""One method for each mode; the statistics are updated through `.data` of the batch's own."""

import torch
from torch import nn


class BatchNorm(nn.Module):
    def __init__(self, features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(features))
        self.bias = nn.Parameter(torch.zeros(features))
        for name, start in (("running_mean", torch.zeros), ("running_var", torch.ones)):
            self.register_buffer(name, start(features))

    def forward(self, x):
        return self.train_on(x) if self.training else self.normalise(x, self.running_mean, self.running_var)

    def train_on(self, x):
        var, mean = torch.var_mean(x, dim=0, correction=0)
        with torch.no_grad():
            self.running_mean.mul_(1 - self.momentum).add_(mean, alpha=self.momentum)
            self.running_var.mul_(1 - self.momentum).add_(x.var(0, correction=1), alpha=self.momentum)
        return self.normalise(x, mean, var)

    def normalise(self, x, mean, var):
        return torch.addcmul(self.bias, self.weight, (x - mean) / torch.sqrt(var + self.eps))
