"""You divide by the accumulator itself. It has the unit of a squared gradient: twice the gradient, half the
step. Divide by its square root.

zh: 你除以的是累加器本身。它的量纲是梯度的平方：梯度翻倍，步长反而减半。应除以它的平方根。

Caught by: Adagrad
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
        lambda s, g: decay * s + (1 - decay) * g**2,
        state,
        grads,
    )
    return scaled_step(params, grads, state, lr, eps), state


def scaled_step(params, grads, state, lr, eps):
    """Move each element by lr * g / (sqrt(s) + eps)."""
    return jax.tree.map(
        lambda p, g, s: p - lr * g / (s + eps),
        params,
        grads,
        state,
    )
