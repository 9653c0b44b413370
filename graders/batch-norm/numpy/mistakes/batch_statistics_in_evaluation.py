"""Evaluation normalises with the statistics of the batch at hand. The result for one example then depends
on its neighbours, and a single row becomes `bias`. Use the running statistics.

zh: 评估时你仍用当前批量的统计量归一化。这样一个样本的结果依赖于同批的其他样本，而单独一行会变成 `bias`。应当使用滑动统计量。

Caught by: evaluation
Question: training-mode-matters-for
"""

import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """Return y: (batch, features), and the running statistics after this call: (features,) each."""
    if training:
        mean, var = x.mean(axis=0), x.var(axis=0)
        unbiased = var * len(x) / (len(x) - 1)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * unbiased
    else:
        mean, var = x.mean(axis=0), x.var(axis=0)
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
