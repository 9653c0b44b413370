"""Leaves in lists, the powers of the betas in the state, everything compiled inside."""

import jax
import jax.numpy as jnp


def init(params):
    zeros = [jnp.zeros(p.shape, p.dtype) for p in jax.tree.leaves(params)]
    return zeros, zeros, jnp.ones(2)


@jax.jit
def update(params, grads, state, lr, betas, eps):
    ms, vs, powers = state
    (b1, b2), powers = betas, powers * jnp.stack(betas)
    leaves, structure = jax.tree.flatten(params)
    gs = jax.tree.leaves(grads)
    ms = [b1 * m + (1 - b1) * g for m, g in zip(ms, gs)]
    vs = [b2 * v + (1 - b2) * g * g for v, g in zip(vs, gs)]
    c1, c2 = 1 - powers[0], 1 - powers[1]
    leaves = [p - lr * (m / c1) / (jnp.sqrt(v / c2) + eps) for p, m, v in zip(leaves, ms, vs)]
    return jax.tree.unflatten(structure, leaves), (ms, vs, powers)
