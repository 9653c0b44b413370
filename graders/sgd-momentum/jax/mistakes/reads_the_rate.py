"""`float(lr)` wants a number while `jit` traces the function, and a tracer has none: plain calls work,
compiled ones raise ConcretizationTypeError. Use `lr` in the arithmetic as it is.

zh: `float(lr)` 在 `jit` 追踪时索要一个数，而追踪器没有值：直接调用没有问题，编译后则抛出 ConcretizationTypeError。请在算术中直接使用 `lr`。

Caught by: as a compiled program
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
        lambda p, d: p - float(lr) * d, params, direction
    )
    return params, state
