"""Space flattened to one axis, groups and channels as two: means over axes 2 and 3."""

import numpy as np

INNER = (2, 3)


def split(x, groups):
    batch, channels = x.shape[:2]
    return x.reshape(batch, groups, channels // groups, -1)


def group_norm(x, groups, weight, bias, eps=1e-5):
    g = split(x, groups)
    n = (g - g.mean(INNER, keepdims=True)) / np.sqrt(g.var(INNER, keepdims=True) + eps)
    y = n * weight.reshape(groups, -1, 1) + bias.reshape(groups, -1, 1)
    return y.reshape(x.shape)


def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    g, d = split(x, groups), split(dy, groups)
    members = g.shape[2] * g.shape[3]
    deviation = g - g.mean(INNER, keepdims=True)
    root = np.sqrt(g.var(INNER, keepdims=True) + eps)
    dn = d * weight.reshape(groups, -1, 1)
    dvar = -0.5 * (dn * deviation).sum(INNER, keepdims=True) / root**3
    ddeviation = dn / root + 2 * deviation * dvar / members
    dx = ddeviation - ddeviation.mean(INNER, keepdims=True)
    dweight = np.einsum("bgcs,bgcs->gc", d, deviation / root)
    return dx.reshape(x.shape), dweight.ravel(), np.einsum("bgcs->gc", d).ravel()
