"""A function for one leaf that returns three things, taken apart at the end."""

import jax
import jax.numpy as jnp


def init(params):
    return jax.tree.map(lambda p: [jnp.zeros_like(p), jnp.zeros_like(p)], params), jnp.zeros(())


def update(params, grads, state, lr, betas, eps):
    moments, t = state
    t = t + 1.0
    b1, b2 = betas

    def leaf(p, g, mv):
        m, v = mv
        m, v = m + (1 - b1) * (g - m), v + (1 - b2) * (g * g - v)
        step = lr * jnp.divide(m, 1 - b1**t) / (jnp.sqrt(v / (1 - b2**t)) + eps)
        return p - step, [m, v]

    both = jax.tree.map(leaf, params, grads, moments)
    is_pair = lambda node: isinstance(node, tuple)
    params = jax.tree.map(lambda pair: pair[0], both, is_leaf=is_pair)
    moments = jax.tree.map(lambda pair: pair[1], both, is_leaf=is_pair)
    return params, (moments, t)
