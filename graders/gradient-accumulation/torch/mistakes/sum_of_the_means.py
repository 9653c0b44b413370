"""You add the chunks' means. The gradient is then as many times too large as there are chunks, as if the
learning rate had grown. Divide by the count of the whole batch.

zh: 你把各块的均值直接相加。梯度于是大了“块数”倍，好像学习率变大了一样。应除以整个批量的计数。

Caught by: equal chunks
Question: training-accumulate-in-pieces
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
        share = (error**2 * mask).sum() / mask.sum().clamp(min=1)
        share.backward()  # adds to .grad, frees the graph
        loss += share.item()
    return loss
