"""With Nesterov you move by `momentum * v` alone. The direction is `g + momentum * v`: the look-ahead along
the velocity plus the gradient itself.

zh: 使用 Nesterov 时，你只移动了 `momentum * v`。方向应为 `g + momentum * v`：沿速度向前看，再加上梯度本身。

Caught by: Nesterov
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return a velocity of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    state = jax.tree.map(
        lambda v, g: momentum * v + g, state, grads
    )
    direction = state
    if nesterov:  # a Python bool: decided while tracing
        direction = jax.tree.map(
            lambda v, g: momentum * v, state, grads
        )
    params = jax.tree.map(
        lambda p, d: p - lr * d, params, direction
    )
    return params, state
