"""You accumulate the absolute gradients and divide by the root of that. What is summed must be the squares:
only then does the root have the unit of a gradient.

zh: 你累加的是梯度的绝对值，再除以它的平方根。应累加平方：只有这样，平方根的量纲才与梯度相同。

Caught by: Adagrad
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    state = jax.tree.map(lambda s, g: s + jnp.abs(g), state, grads)
    return scaled_step(params, grads, state, lr, eps), state


def rmsprop(params, grads, state, lr, decay, eps):
    """A moving average of the squares."""
    state = jax.tree.map(
        lambda s, g: decay * s + (1 - decay) * jnp.abs(g),
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
