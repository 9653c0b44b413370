"""The trees flattened into lists of leaves and put together again."""

import jax
import jax.numpy as jnp


def init(params):
    return [jnp.zeros(p.shape, p.dtype) for p in jax.tree.leaves(params)]


def update(params, grads, state, lr, momentum, nesterov):
    leaves, structure = jax.tree.flatten(params)
    gs = jax.tree.leaves(grads)
    vs = [momentum * v + g for v, g in zip(state, gs)]
    moves = [g + momentum * v for v, g in zip(vs, gs)] if nesterov else vs
    leaves = [p - lr * m for p, m in zip(leaves, moves)]
    return jax.tree.unflatten(structure, leaves), vs
