"""An embedding table: rows looked up, gradients added up."""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    dweight = np.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    np.add.at(dweight, ids, dy)  # once for every occurrence; dweight[ids] += dy would lose duplicates
    if padding_id is not None:
        dweight[padding_id] = 0
    return dweight
