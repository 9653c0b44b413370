"""You put `lr` into the velocity: `v = momentum * v + lr * g`. With a constant rate that is the same; when
a schedule lowers the rate, the velocity still holds moves of the old size. Keep gradients in it and
multiply by `lr` when the parameters move.

zh: 你把 `lr` 放进了速度：`v = momentum * v + lr * g`。学习率固定时两者相同；当调度器降低学习率时，速度里仍是旧步长的移动量。速度里只存梯度，在参数移动时再乘 `lr`。

Caught by: a learning rate that changes
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return a velocity of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    state = jax.tree.map(
        lambda v, g: momentum * v + lr * g, state, grads
    )
    direction = state
    if nesterov:  # a Python bool: decided while tracing
        direction = jax.tree.map(
            lambda v, g: lr * g + momentum * v, state, grads
        )
    params = jax.tree.map(
        lambda p, d: p - d, params, direction
    )
    return params, state
