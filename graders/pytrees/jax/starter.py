"""Nested parameters, and a layer that is a pytree, in JAX."""

import jax
import jax.numpy as jnp


def global_norm(tree):
    """Return the norm of all leaves together, shape ()."""
    # TODO: one sum over all leaves, one root
    return jnp.zeros(())


def by_path(tree):
    """Return {"layers/0/w": leaf, ...}."""
    # TODO: jax.tree_util.tree_flatten_with_path
    return {}


def stack(trees):
    """Return one tree; leaves (...) become (n, ...)."""
    # TODO: map over all trees at once
    return trees[0]


def unstack(tree):
    """Return a list of trees; leaves (n, ...) become (...)."""
    # TODO: the way back
    return [tree]


def update(params, updates):
    """Return params + updates; None there: unchanged."""
    # TODO: which tree comes first?
    return params


class Dense:
    """activation(x @ w + b); leaves w and b.

    w: (d, k), b: (k,) or None, activation: "tanh" or "none".
    """

    # TODO: tell JAX what is inside
    def __init__(self, w, b, activation):
        self.w, self.b, self.activation = w, b, activation

    def __call__(self, x):
        """x: (n, d) -> (n, k)."""
        # TODO
        return x
