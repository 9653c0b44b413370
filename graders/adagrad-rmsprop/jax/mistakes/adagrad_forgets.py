"""Your Adagrad keeps a moving average, which is RMSprop. Adagrad adds every square in full and forgets
none, so its steps can only shrink.

zh: 你的 Adagrad 保存的是滑动平均，那是 RMSprop。Adagrad 把每个平方全部累加，从不遗忘，因此步长只会缩小。

Caught by: Adagrad
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return an accumulator of zeros for each parameter."""
    return jax.tree.map(jnp.zeros_like, params)


def adagrad(params, grads, state, lr, eps):
    """The sum of all squares: it never forgets."""
    state = jax.tree.map(lambda s, g: 0.9 * s + 0.1 * g**2, state, grads)
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
        lambda p, g, s: p - lr * g / (jnp.sqrt(s) + eps),
        params,
        grads,
        state,
    )
