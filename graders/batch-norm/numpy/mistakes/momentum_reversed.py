"""The two weights are exchanged: momentum is the weight of the new batch, `(1 - momentum) * running +
momentum * new`. Yours forgets nearly everything at each batch.

zh: 两个权重写反了：momentum 是新批量的权重，即 `(1 - momentum) * running + momentum * new`。你的写法每个批量几乎忘掉全部历史。

Caught by: running statistics
Question: training-batchnorm-momentum
"""

import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """Return y: (batch, features), and the running statistics after this call: (features,) each."""
    if training:
        mean, var = x.mean(axis=0), x.var(axis=0)
        unbiased = var * len(x) / (len(x) - 1)
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * unbiased
    else:
        mean, var = running_mean, running_var
    y = weight * (x - mean) / np.sqrt(var + eps) + bias
    return y, running_mean, running_var


def batch_norm_backward(dy, x, weight, eps=1e-5):
    """Return the gradients of sum(dy * y) in training: (batch, features), (features,), (features,)."""
    inverse = 1 / np.sqrt(x.var(axis=0) + eps)
    n = (x - x.mean(axis=0)) * inverse
    dn = dy * weight
    through_mean = dn.mean(axis=0)
    through_variance = n * (dn * n).mean(axis=0)
    dx = inverse * (dn - through_mean - through_variance)
    return dx, (dy * n).sum(axis=0), dy.sum(axis=0)
