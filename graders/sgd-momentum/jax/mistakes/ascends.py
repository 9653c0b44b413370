"""You add the move, so the parameters climb up the loss. The step goes against the gradient: `p - lr * v`.

zh: 你加上了移动量，参数因此沿着损失上升。步子应与梯度方向相反：`p - lr * v`。

Caught by: steps without momentum
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
            lambda v, g: g + momentum * v, state, grads
        )
    params = jax.tree.map(
        lambda p, d: p + lr * d, params, direction
    )
    return params, state
