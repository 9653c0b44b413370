"""`stop_gradient` on the skip: gradients reach x through the branch alone, and the earlier blocks lose the
path that the skip is there for.

zh: 跳跃连接上有 `stop_gradient`：梯度只能经过分支到达 x，前面的块失去了跳跃连接本该提供的通路。

Caught by: gradient
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
    return jax.lax.stop_gradient(x) + hidden @ params["w2"].T + params["b2"]


@jax.jit
def block_backward(dy, params, x):
    """Return the gradients of sum(dy * y): a dict like params, and (..., dim)."""
    _, pull = jax.vjp(block, params, x)
    return pull(dy)
