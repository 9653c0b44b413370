"""You normalise with the unbiased variance. y takes the mean of the squared deviations; only the running
variance gathers the unbiased one.

zh: 你用无偏方差做归一化。y 用的是平方差的均值；只有滑动方差积累无偏方差。

Caught by: values in training
"""

import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    """Return y: (batch, features), and the running statistics after this call: (features,) each."""
    if training:
        mean, var = x.mean(axis=0), x.var(axis=0, ddof=1)
        unbiased = var
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * unbiased
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
