"""You weigh the chunks by their rows, padding included. Where the padding lies unevenly the weights are
wrong: what counts is how many rows have the mask True.

zh: 你按行数给各块加权，把填充也算了进去。填充分布不均时权重就错了：应看掩码为 True 的行有多少。

Caught by: padding
"""

import numpy as np


def accumulate(params, chunks):
    """Return (loss, (dw, db)) of all chunks as one batch."""
    w, b = params
    total, count = 0.0, 0
    dw, db = np.zeros_like(w), 0.0
    for x, y, mask in chunks:
        error = mask * (x @ w + b - y)  # (n,); 0 for padding
        k = len(y) / max(mask.sum(), 1)
        total += k * error @ error
        dw += k * 2 * x.T @ error
        db += k * 2 * error.sum()
        count += len(y)
    return total / count, (dw / count, db / count)
