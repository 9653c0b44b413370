"""Label smoothing with rows to ignore, in NumPy.

Fill in the bodies; keep the names.
"""

import numpy as np


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean loss of the rows that are kept.

    logits: (rows, classes); labels: (rows,), integers.
    smoothing: the share that goes to all classes alike.
    Rows labelled ignore_index do not count.
    """
    # TODO
    return 0.0


def loss_grad(logits, labels, smoothing, ignore_index):
    """Return d loss / d logits: (rows, classes)."""
    # TODO: by hand; zeros where a row is ignored
    return np.zeros_like(logits)
