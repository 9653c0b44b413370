"""You ask in Python whether a gradient is all zeros. Under `jit` it is a tracer without values, and `if`
raises TracerBoolConversionError. No question is needed: 0 / (0 + eps) is 0.

zh: 你在 Python 里判断梯度是否全为零。在 `jit` 之下它是没有值的追踪器，`if` 会抛出 TracerBoolConversionError。其实无需判断：0 / (0 + eps) 等于 0。

Caught by: as a compiled program
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
    if all((g == 0).all() for g in jax.tree.leaves(grads)):
        return params, state
    state = jax.tree.map(
        lambda s, g: decay * s + (1 - decay) * g**2,
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
