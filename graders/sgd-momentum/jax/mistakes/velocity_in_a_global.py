"""Your velocity lives in a global variable instead of the state. A second training begins with what the
first one left, and under `jit` a tracer escapes. All that lasts belongs into the state that comes in and
goes out.

zh: 你的速度放在全局变量里，而不在状态中。第二次训练会从第一次留下的东西开始，而且在 `jit` 之下追踪器会逃逸。凡是要延续的，都应放进传入又传出的状态。

Caught by: momentum
"""

import jax
import jax.numpy as jnp

VELOCITY = None


def init(params):
    """Return a velocity of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    global VELOCITY
    if VELOCITY is None:
        VELOCITY = state
    VELOCITY = jax.tree.map(
        lambda v, g: momentum * v + g, VELOCITY, grads
    )
    direction = VELOCITY
    if nesterov:
        direction = jax.tree.map(
            lambda v, g: g + momentum * v, VELOCITY, grads
        )
    params = jax.tree.map(
        lambda p, d: p - lr * d, params, direction
    )
    return params, VELOCITY
