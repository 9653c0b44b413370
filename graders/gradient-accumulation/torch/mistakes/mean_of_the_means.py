"""You average the chunks' means, each with the same weight. A row of a small chunk then weighs more than
one of a large chunk. Add sums, and divide once by the count of all.

zh: 你对各块的均值取平均，每块权重相同。小块里的一行于是比大块里的一行更重。应累加总和，最后只除一次，除以总计数。

Caught by: uneven chunks
"""

import torch
from torch.nn import Linear  # the grader makes one


def accumulate(model, chunks):
    """Leave the whole batch's gradient in .grad."""
    # how many rows count is known before any gradient is
    count = max(sum(int(mask.sum()) for *_, mask in chunks), 1)
    model.zero_grad()
    loss = 0.0
    for x, y, mask in chunks:
        error = model(x).squeeze(1) - y  # (n,)
        mean = (error**2 * mask).sum() / mask.sum().clamp(min=1)
        share = mean / len(chunks)
        share.backward()  # adds to .grad, frees the graph
        loss += share.item()
    return loss
