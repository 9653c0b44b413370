"""The shares of an id that occurs several times are averaged. Each occurrence acted on its own: they add
up.

zh: 同一个 id 多次出现时你取了平均。每次出现都独立地起作用：应当相加。

Caught by: gradient
"""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    dweight = np.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    np.add.at(dweight, ids, dy)  # once for every occurrence; dweight[ids] += dy would lose duplicates
    counts = np.bincount(ids.reshape(-1), minlength=num_embeddings)
    dweight /= np.maximum(counts, 1)[:, None]
    if padding_id is not None:
        dweight[padding_id] = 0
    return dweight
