"""You convert to int8 before you clamp. What does not fit has already wrapped around then: 200 is -56.
Clamp while it is still a float.

zh: 你先转换为 int8，再截断。放不下的数那时早已回绕：200 成了 -56。应在还是浮点数时截断。

Caught by: out of range
"""

import torch


def scale_of(x):
    """Return the width of a step, (): the largest absolute value is 127 steps."""
    largest = x.abs().max()
    return torch.where(largest > 0, largest / 127, 1.0)


def quantise(x, scale):
    """Return x in steps of scale, rounded half to even: int8 from -127 to 127."""
    return (x / scale).round().to(torch.int32).to(torch.int8).clamp(-127, 127)


def accumulate(x_q, w_q):
    """Return the exact sums x_q @ w_q.T in int32: (..., d_out)."""
    return (x_q.double() @ w_q.double().T).to(torch.int32)  # integers up to 2**53 are exact, on every device


def linear(x, x_scale, w_q, w_scale, bias):
    """Return the layer's output in x's dtype: (..., d_out)."""
    sums = accumulate(quantise(x, x_scale), w_q)
    return sums.to(x.dtype) * (x_scale * w_scale) + bias
