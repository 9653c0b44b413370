"""You keep `1 - decay` of the past and take `decay` of the new square. `decay` says what stays: with 0.99
your average would remember a single step.

zh: 你保留了过去的 `1 - decay`，却取了新平方的 `decay`。`decay` 说的是保留多少：取 0.99 时，你的平均只记得住一步。

Caught by: RMSprop
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    state = jax.tree.map(lambda s, g: s + g**2, state, grads)
    return scaled_step(params, grads, state, lr, eps), state


def rmsprop(params, grads, state, lr, decay, eps):
    """A moving average of the squares."""
    state = jax.tree.map(
        lambda s, g: (1 - decay) * s + decay * g**2,
        state,
        grads,
    )
    return scaled_step(params, grads, state, lr, eps), state


def scaled_step(params, grads, state, lr, eps):
    """Move each element by lr * g / (sqrt(s) + eps)."""
    return jax.tree.map(
        lambda p, g, s: p - lr * g / (jnp.sqrt(s) + eps),
        params,
        grads,
        state,
    )
