"""The padding id gets a gradient like any other, so its row is trained on what should be ignored. Zero that
row of the result.

zh: 填充 id 像其他 id 一样得到了梯度，于是它的行会被本应忽略的位置训练。请把结果中的这一行置零。

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
    return dweight
