"""Compiled inside, with the flag as a static argument, and the velocity pointing downhill."""

from functools import partial

import jax
import jax.numpy as jnp


def init(params):
    return {"v": jax.tree.map(lambda p: 0 * p, params), "step": jnp.zeros((), jnp.int32)}


@partial(jax.jit, static_argnames="nesterov")
def update(params, grads, state, lr, momentum, nesterov):
    v = jax.tree.map(lambda v, g: momentum * v - g, state["v"], grads)
    if nesterov:
        moved = jax.tree.map(lambda p, v, g: p + lr * (momentum * v - g), params, v, grads)
    else:
        moved = jax.tree.map(lambda p, v: p + lr * v, params, v)
    return moved, {"v": v, "step": state["step"] + 1}
