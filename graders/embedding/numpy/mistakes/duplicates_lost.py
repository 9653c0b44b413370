"""`dweight[ids] += dy` reads all rows, adds, and writes back: of an id that occurs several times only the
last share is left. `np.add.at` adds once for every occurrence.

zh: `dweight[ids] += dy` 先读出所有行、相加、再写回：多次出现的 id 只留下最后一份。`np.add.at` 对每次出现都累加。

Caught by: gradient
"""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    dweight = np.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    dweight[ids] += dy  # once for every occurrence; dweight[ids] += dy would lose duplicates
    if padding_id is not None:
        dweight[padding_id] = 0
    return dweight
