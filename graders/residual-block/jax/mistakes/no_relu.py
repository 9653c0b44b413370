"""There is no ReLU between the layers. Two linear layers in a row are one: the branch can bend nothing.

zh: 两层之间没有 ReLU。连续两个线性层等于一个：分支无法表达任何弯曲。

Caught by: values
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
    hidden = h @ params["w1"].T + params["b1"]  # (..., hidden)
    return x + hidden @ params["w2"].T + params["b2"]


@jax.jit
def block_backward(dy, params, x):
    """Return the gradients of sum(dy * y): a dict like params, and (..., dim)."""
    _, pull = jax.vjp(block, params, x)
    return pull(dy)
