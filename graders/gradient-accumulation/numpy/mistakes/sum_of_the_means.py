"""You add the chunks' means. The gradient is then as many times too large as there are chunks, as if the
learning rate had grown. Divide by the count of the whole batch.

zh: 你把各块的均值直接相加。梯度于是大了“块数”倍，好像学习率变大了一样。应除以整个批量的计数。

Caught by: equal chunks
Question: training-accumulate-in-pieces
"""

import numpy as np


def accumulate(params, chunks):
    """Return (loss, (dw, db)) of all chunks as one batch."""
    w, b = params
    total, count = 0.0, 0
    dw, db = np.zeros_like(w), 0.0
    for x, y, mask in chunks:
        error = mask * (x @ w + b - y)  # (n,); 0 for padding
        k = max(mask.sum(), 1)
        total += error @ error / k
        dw += 2 * x.T @ error / k
        db += 2 * error.sum() / k
    count = 1
    return total / count, (dw / count, db / count)
