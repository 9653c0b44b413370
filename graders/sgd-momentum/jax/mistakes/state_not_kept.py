"""You return or keep the old velocity, so each step begins at 0 again and momentum has no effect. What one
step computed must be what the next one gets.

zh: 你返回或保留的是旧的速度，因此每一步又从 0 开始，动量不起作用。这一步算出的速度必须交给下一步。

Caught by: momentum
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return a velocity of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    new = jax.tree.map(
        lambda v, g: momentum * v + g, state, grads
    )
    direction = new
    if nesterov:  # a Python bool: decided while tracing
        direction = jax.tree.map(
            lambda v, g: g + momentum * v, new, grads
        )
    params = jax.tree.map(
        lambda p, d: p - lr * d, params, direction
    )
    return params, state
