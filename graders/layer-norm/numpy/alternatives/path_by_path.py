"""The backward pass step by step, each line the reverse of one line of the forward pass."""

import numpy as np


def layer_norm(x, weight, bias, eps=1e-5):
    deviation = x - np.mean(x, axis=-1, keepdims=True)
    return weight * deviation / np.sqrt(np.var(x, axis=-1, keepdims=True) + eps) + bias


def layer_norm_backward(dy, x, weight, eps=1e-5):
    dim = x.shape[-1]
    mean = x.mean(-1, keepdims=True)
    deviation = x - mean
    var = np.var(x, axis=-1, keepdims=True)
    root = np.sqrt(var + eps)

    dbias = dy.reshape(-1, dim).sum(0)
    dweight = (dy * deviation / root).reshape(-1, dim).sum(0)
    dn = dy * weight
    ddeviation = dn / root
    droot = -(dn * deviation).sum(-1, keepdims=True) / root**2
    dvar = droot / (2 * root)
    ddeviation = ddeviation + dvar * 2 * deviation / dim
    dmean = -ddeviation.sum(-1, keepdims=True)
    return ddeviation + dmean / dim, dweight, dbias
