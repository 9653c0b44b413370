"""A ReLU follows the sum. It cuts off everything negative on the skip, at every block, and gradients with
it. The block ends with the sum.

zh: 求和之后还有一个 ReLU。它在每个块都切掉跳跃连接上的负值，连同梯度。求和就是这个块的终点。

Caught by: values
"""

import numpy as np

EPS = 1e-5


def init(rng, dim, hidden):
    """Return the params of a new block: the identity, since the branch ends in zeros."""
    return {
        "gain": np.ones(dim),
        "shift": np.zeros(dim),
        "w1": rng.normal(0, np.sqrt(2 / dim), (hidden, dim)),
        "b1": np.zeros(hidden),
        "w2": np.zeros((dim, hidden)),
        "b2": np.zeros(dim),
    }


def normalised(x):
    """Return (x - mean) / sqrt(var + eps), and 1 / sqrt(var + eps)."""
    inverse = 1 / np.sqrt(x.var(axis=-1, keepdims=True) + EPS)
    return (x - x.mean(axis=-1, keepdims=True)) * inverse, inverse


def branch(params, x):
    """Return n, h and hidden on the way to the branch's output."""
    n, _ = normalised(x)
    h = n * params["gain"] + params["shift"]  # (..., dim)
    hidden = np.maximum(h @ params["w1"].T + params["b1"], 0)  # (..., hidden)
    return n, h, hidden


def block(params, x):
    """Return y: (..., dim)."""
    _, _, hidden = branch(params, x)
    return np.maximum(x + hidden @ params["w2"].T + params["b2"], 0)


def rows(z):
    """Return all axes but the last as one."""
    return z.reshape(-1, z.shape[-1])


def block_backward(dy, params, x):
    """Return the gradients of sum(dy * y): a dict like params, and (..., dim)."""
    n, h, hidden = branch(params, x)
    dhidden = (dy @ params["w2"]) * (hidden > 0)
    dh = dhidden @ params["w1"]
    dparams = {
        "gain": rows(dh * n).sum(axis=0),
        "shift": rows(dh).sum(axis=0),
        "w1": rows(dhidden).T @ rows(h),
        "b1": rows(dhidden).sum(axis=0),
        "w2": rows(dy).T @ rows(hidden),
        "b2": rows(dy).sum(axis=0),
    }
    dn = dh * params["gain"]
    _, inverse = normalised(x)
    dbranch = inverse * (dn - dn.mean(axis=-1, keepdims=True) - n * (dn * n).mean(axis=-1, keepdims=True))
    return dparams, dy + dbranch  # past the branch, and through it
