"""You take each chunk's mean and give it back its weight afterwards. For a chunk of padding that is 0 / 0,
and 0 times NaN is still NaN. Sum, and divide once at the end.

zh: 你先取每块的均值，再乘回它的权重。对全是填充的块，这是 0 / 0，而 0 乘以 NaN 仍是 NaN。应累加总和，最后只除一次。

Caught by: nothing but padding
"""

import numpy as np


def accumulate(params, chunks):
    """Return (loss, (dw, db)) of all chunks as one batch."""
    w, b = params
    total, count = 0.0, 0
    dw, db = np.zeros_like(w), 0.0
    for x, y, mask in chunks:
        error = mask * (x @ w + b - y)  # (n,); 0 for padding
        k = np.float64(mask.sum())
        total += k * (error @ error / k)
        dw += k * (2 * x.T @ error / k)
        db += k * (2 * error.sum() / k)
        count += k
    count = max(count, 1)
    return total / count, (dw / count, db / count)
