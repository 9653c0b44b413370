"""The second layer starts at random, so a new block changes x. With its weight and bias at zero every block
begins as the identity, however many there are.

zh: 第二层随机开始，于是新建的块会改变 x。把它的权重和偏置置零，无论有多少块，开始时都是恒等映射。

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
        "w1": jax.random.normal(key, (hidden, dim)) * jnp.sqrt(2 / dim),
        "b1": jnp.zeros(hidden),
        "w2": jax.random.normal(key, (dim, hidden)) * jnp.sqrt(1 / hidden),
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
