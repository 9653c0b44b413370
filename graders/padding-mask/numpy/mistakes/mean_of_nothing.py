"""An empty sequence divides 0 by 0, and one nan in a batch spoils the loss and all gradients. Divide by at
least 1.

zh: 空序列会用 0 除以 0；批量中只要有一个 nan，损失和所有梯度就都毁了。除数至少取 1。

Caught by: masked mean
"""

import math

import numpy as np


def padding_mask(lengths, size):
    """Return which positions are real: (batch, size), True for the first lengths[i] of row i."""
    return np.arange(size) < lengths[:, None]


def masked_mean(x, mask):
    """Return the mean of x, (batch, time, d), over the real positions: (batch, d), 0 where there is none."""
    total = np.where(mask[..., None], x, 0).sum(axis=1)
    return total / mask.sum(axis=1, keepdims=True)


def masked_attention(q, k, v, mask):
    """Return attention over the real keys: (batch, queries, d_v), 0 where there is none."""
    visible = mask[:, None, :]  # (batch, 1, keys): the same for all queries
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])  # (batch, queries, keys)
    scores = np.where(visible, scores, np.finfo(scores.dtype).min)  # finite: a row of them is no nan
    weights = np.where(visible, np.exp(scores - scores.max(axis=-1, keepdims=True)), 0)
    total = weights.sum(axis=-1, keepdims=True)
    return weights / np.where(total > 0, total, 1) @ v
