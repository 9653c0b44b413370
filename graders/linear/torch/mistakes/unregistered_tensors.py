"""weight and bias are plain tensors. A module does not know them: parameters(), state_dict() and
.to(device) pass them by, and no optimizer ever sees them. Wrap them in `nn.Parameter`.

zh: weight 和 bias 只是普通张量，模块不认识它们：parameters()、state_dict() 和 .to(device) 都会漏掉，优化器也看不到。请用 `nn.Parameter` 包装。

Caught by: contract
"""

import torch
from torch import nn


class Linear(nn.Module):
    """x @ weight.T + bias."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = in_features**-0.5
        self.weight = torch.empty(out_features, in_features).uniform_(-bound, bound).requires_grad_()
        if bias:
            self.bias = torch.empty(out_features).uniform_(-bound, bound).requires_grad_()
        else:
            self.bias = None

    def forward(self, x):
        y = x @ self.weight.T  # (..., out)
        return y if self.bias is None else y + self.bias
