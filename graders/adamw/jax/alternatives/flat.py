"""Leaves in lists; the mask multiplies as 0 or 1."""

import jax
import jax.numpy as jnp


def decay_mask(params):
    leaves, structure = jax.tree.flatten(params)
    return jax.tree.unflatten(structure, [len(p.shape) > 1 for p in leaves])


def init(params):
    zeros = [jnp.zeros(p.shape, p.dtype) for p in jax.tree.leaves(params)]
    return zeros, zeros, jnp.zeros(())


def update(params, grads, state, lr, betas, eps, weight_decay, mask):
    (ms, vs, t), (b1, b2) = state, betas
    t = t + 1.0
    leaves, structure = jax.tree.flatten(params)
    gs, on = jax.tree.leaves(grads), jax.tree.leaves(mask)
    ms = [b1 * m + (1 - b1) * g for m, g in zip(ms, gs)]
    vs = [b2 * v + (1 - b2) * g * g for v, g in zip(vs, gs)]
    moves = [(m / (1 - b1**t)) / (jnp.sqrt(v / (1 - b2**t)) + eps) for m, v in zip(ms, vs)]
    leaves = [p * (1 - lr * weight_decay * o) - lr * u for p, u, o in zip(leaves, moves, on)]
    return jax.tree.unflatten(structure, leaves), (ms, vs, t)
