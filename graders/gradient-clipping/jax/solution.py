"""Gradient clipping, by global norm and by value."""

import jax
import jax.numpy as jnp


def clip_by_global_norm(grads, max_norm):
    """Return (clipped, total): total is the norm before."""
    # None is no leaf: leaves() leaves it out, map() keeps it
    squares = [jnp.sum(g**2) for g in jax.tree.leaves(grads)]
    total = jnp.sqrt(sum(squares, jnp.zeros(())))
    over = total > max_norm
    scale = jnp.where(over, max_norm / total, 1.0)
    return jax.tree.map(lambda g: scale * g, grads), total


def clip_by_value(grads, limit):
    """Return the gradients, each element in [-limit, limit]."""
    return jax.tree.map(
        lambda g: jnp.clip(g, -limit, limit), grads
    )
