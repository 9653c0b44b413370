"""Label smoothing with rows to ignore, in PyTorch.

Fill in the body; keep the name.
"""

import torch


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean loss of the rows that are kept.

    logits: (rows, classes); labels: (rows,), int64.
    smoothing: the share that goes to all classes alike.
    Rows labelled ignore_index do not count. The result has
    the shape (), and autograd goes through it.
    """
    # TODO
    return logits.sum() * 0
