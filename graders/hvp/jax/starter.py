"""Curvature of a function of a pytree, without a Hessian."""

import jax
import jax.numpy as jnp


def hvp(f, x, v):
    """Return H v, the Hessian of f at x times v.

    x, v and the result: pytrees of one structure.
    """
    # TODO: the gradient's derivative in one direction
    return jax.tree.map(jnp.zeros_like, v)


def top_curvature(f, x, start, steps):
    """Return <v, H v> / <v, v> after power iteration, ().

    Each step: v = H v, divided by its norm.
    """
    # TODO: one norm over all leaves
    return jnp.zeros(())


def newton_direction(f, x, steps):
    """Return d with H d = -gradient, nearly.

    steps: of conjugate gradients, from zero.
    """
    # TODO: nothing but products with H
    return jax.tree.map(jnp.zeros_like, x)
