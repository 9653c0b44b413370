"""The loop goes over the first axis and takes each entry of ids for a single id. With more axes the entries
are arrays, and duplicates within one of them are lost. Flatten the ids first.

zh: 循环沿第一个轴进行，把 ids 的每一项当作单个 id。轴更多时，每一项是数组，其中的重复项会丢失。请先展平 ids。

Caught by: gradient
"""

import numpy as np


def embedding(ids, weight):
    """Return the rows: ids.shape + (dim,)."""
    return weight[ids]


def embedding_backward(dy, ids, num_embeddings, padding_id=None):
    """Return the gradient of sum(dy * y): (num_embeddings, dim)."""
    dweight = np.zeros((num_embeddings, dy.shape[-1]), dy.dtype)
    for one, share in zip(ids, dy):
        dweight[one] += share  # once for every occurrence; dweight[ids] += dy would lose duplicates
    if padding_id is not None:
        dweight[padding_id] = 0
    return dweight
