"""You average the chunks' means, each with the same weight. A row of a small chunk then weighs more than
one of a large chunk. Add sums, and divide once by the count of all.

zh: 你对各块的均值取平均，每块权重相同。小块里的一行于是比大块里的一行更重。应累加总和，最后只除一次，除以总计数。

Caught by: uneven chunks
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
    count = len(chunks)
    return total / count, (dw / count, db / count)
