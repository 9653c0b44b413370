"""You compute `g + momentum * v` with the velocity from before the step. That is just the new velocity, so
Nesterov becomes plain momentum. Update `v` first and look ahead from there.

zh: 你用这一步之前的速度计算 `g + momentum * v`。这恰好就是新的速度，Nesterov 于是变成了普通动量。应先更新 `v`，再从那里向前看。

Caught by: Nesterov
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return a velocity of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    old = state
    state = jax.tree.map(
        lambda v, g: momentum * v + g, state, grads
    )
    direction = state
    if nesterov:  # a Python bool: decided while tracing
        direction = jax.tree.map(
            lambda v, g: g + momentum * v, old, grads
        )
    params = jax.tree.map(
        lambda p, d: p - lr * d, params, direction
    )
    return params, state
