"""Leaves in lists, one compiled update for both."""

import jax
import jax.numpy as jnp


def init(params):
    return [jnp.zeros(p.shape, p.dtype) for p in jax.tree.leaves(params)]


@jax.jit
def update(params, grads, state, lr, eps, old, new):
    leaves, structure = jax.tree.flatten(params)
    gs = jax.tree.leaves(grads)
    state = [old * s + new * jnp.square(g) for s, g in zip(state, gs)]
    leaves = [p - lr * g / (jnp.sqrt(s) + eps) for p, g, s in zip(leaves, gs, state)]
    return jax.tree.unflatten(structure, leaves), state


def adagrad(params, grads, state, lr, eps):
    return update(params, grads, state, lr, eps, 1.0, 1.0)


def rmsprop(params, grads, state, lr, decay, eps):
    return update(params, grads, state, lr, eps, decay, 1 - decay)
