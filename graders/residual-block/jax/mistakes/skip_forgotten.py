"""The skip is missing: y is the branch alone. A new block then gives zeros, and gradients reach x only
through the branch.

zh: 缺少跳跃连接：y 只是分支。新建的块因此输出零，梯度也只能经过分支到达 x。

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
    hidden = jax.nn.relu(h @ params["w1"].T + params["b1"])  # (..., hidden)
    return hidden @ params["w2"].T + params["b2"]


@jax.jit
def block_backward(dy, params, x):
    """Return the gradients of sum(dy * y): a dict like params, and (..., dim)."""
    _, pull = jax.vjp(block, params, x)
    return pull(dy)
