"""The result has one row for each id up to the largest in the batch. The gradient has the shape of the
table, whatever the batch looks like: `num_embeddings` rows.

zh: 结果只有到批量中最大 id 为止的行。无论批量是什么样，梯度的形状都与表相同：`num_embeddings` 行。

Caught by: gradient
"""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    dweight = np.zeros((ids.max() + 1, dy.shape[-1]), dy.dtype)
    np.add.at(dweight, ids, dy)  # once for every occurrence; dweight[ids] += dy would lose duplicates
    if padding_id is not None:
        dweight[padding_id] = 0
    return dweight
