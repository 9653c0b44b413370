"""Your velocity is a moving average, `momentum * v + (1 - momentum) * g`, as in Adam. Here gradients are
added with factor 1, so your steps are too short by the factor `1 - momentum`.

zh: 你的速度是滑动平均 `momentum * v + (1 - momentum) * g`，那是 Adam 的写法。这里梯度以系数 1 累加，因此你的步长偏小，只有 `1 - momentum` 倍。

Caught by: momentum
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return a velocity of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    state = jax.tree.map(
        lambda v, g: momentum * v + (1 - momentum) * g, state, grads
    )
    direction = state
    if nesterov:  # a Python bool: decided while tracing
        direction = jax.tree.map(
            lambda v, g: g + momentum * v, state, grads
        )
    params = jax.tree.map(
        lambda p, d: p - lr * d, params, direction
    )
    return params, state
