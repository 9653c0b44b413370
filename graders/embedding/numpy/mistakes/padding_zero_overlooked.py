"""`if padding_id:` is false for the id 0, which is the most usual padding id. Ask whether there is one: `is
not None`.

zh: 当 id 为 0 时 `if padding_id:` 为假，而 0 正是最常见的填充 id。应当问“有没有”：`is not None`。

Caught by: padding
"""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    dweight = np.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    np.add.at(dweight, ids, dy)  # once for every occurrence; dweight[ids] += dy would lose duplicates
    if padding_id:
        dweight[padding_id] = 0
    return dweight
