"""Both layers start at zero. The block is the identity, and stays it: with w2 zero no gradient reaches w1,
and with w1 zero every hidden value is 0, so none reaches w2.

zh: 两层都从零开始。块是恒等映射，而且永远如此：w2 为零时梯度到不了 w1，w1 为零时隐藏值全为 0，梯度也到不了 w2。

Caught by: a new block
"""

import jax
import jax.numpy as jnp

EPS = 1e-5


def init(key, dim, hidden):
    """Return the params of a new block: the identity, since the branch ends in zeros."""
    return {
        "gain": jnp.ones(dim),
        "shift": jnp.zeros(dim),
        "w1": jnp.zeros((hidden, dim)),
        "b1": jnp.zeros(hidden),
        "w2": jnp.zeros((dim, hidden)),
        "b2": jnp.zeros(dim),
    }


def layer_norm(params, x):
    """Return the normalised x, scaled and shifted."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = jnp.square(centred).mean(axis=-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + EPS) * params["gain"] + params["shift"]


@jax.jit
def block(params, x):
    """Return y: (..., dim)."""
    h = layer_norm(params, x)
    hidden = jax.nn.relu(h @ params["w1"].T + params["b1"])  # (..., hidden)
    return x + hidden @ params["w2"].T + params["b2"]


@jax.jit
def block_backward(dy, params, x):
    """Return the gradients of sum(dy * y): a dict like params, and (..., dim)."""
    _, pull = jax.vjp(block, params, x)
    return pull(dy)
