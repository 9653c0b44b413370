"""Leaves in a list, the norm of norms, and each leaf chosen rather than multiplied by 1."""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    leaves, structure = jax.tree.flatten(grads)
    norms = [jnp.linalg.norm(jnp.ravel(g)) for g in leaves]
    total = jnp.linalg.norm(jnp.stack(norms)) if norms else jnp.zeros(())
    clipped = [jnp.where(total <= max_norm, g, g * (max_norm / total)) for g in leaves]
    return jax.tree.unflatten(structure, clipped), total


def clip_by_value(grads, limit):
    clip = lambda g: None if g is None else jnp.clip(g, -limit, limit)
    return jax.tree.map(clip, grads, is_leaf=lambda g: g is None)
