"""You zero the padded places of dy, in the caller's own array. Whoever passed it still needs it: zero the
row of the result, or copy first.

zh: 你把 dy 中填充的位置置零，而那是调用者自己的数组。传入者之后还要用它：请把结果的那一行置零，或先复制。

Caught by: arguments stay as they were
"""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    if padding_id is not None:
        dy[ids == padding_id] = 0
    dweight = np.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    np.add.at(dweight, ids, dy)  # once for every occurrence; dweight[ids] += dy would lose duplicates
    if padding_id is not None:
        dweight[padding_id] = 0
    return dweight
