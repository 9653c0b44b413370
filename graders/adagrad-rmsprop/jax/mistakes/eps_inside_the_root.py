"""You add `eps` under the root. `sqrt(s + eps)` acts like a floor of `sqrt(eps)`, 1e-4 where 1e-8 was
meant. Add it to the root.

zh: 你把 `eps` 加在了根号里面。`sqrt(s + eps)` 相当于以 `sqrt(eps)` 为下限，本想要 1e-8，实际是 1e-4。应加在根号外面。

Caught by: where eps stands
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
        lambda p, g, s: p - lr * g / jnp.sqrt(s + eps),
        params,
        grads,
        state,
    )
