"""You map over `updates` first. It has no leaf where it is None, so JAX wants None there in `params` too,
finds an array, and raises. With `params` first, the None is handed to your function.

zh: 你把 `updates` 放在最前面。它是 None 的地方没有叶子，所以 JAX 要求 `params` 在那里也是 None，却遇到了数组，于是抛出异常。把 `params` 放在前面，None 就会传给你的函数。

Caught by: updates with None
"""

import jax
import jax.numpy as jnp
from jax.tree_util import register_pytree_node_class, tree_flatten_with_path


def global_norm(tree):
    """Return the norm of all leaves together, shape ()."""
    return jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(tree)))


def by_path(tree):
    """Return {"layers/0/w": leaf, ...}."""
    leaves, _structure = tree_flatten_with_path(tree)
    return {"/".join(map(name, path)): leaf for path, leaf in leaves}


def name(entry):
    """Return what one entry of a path stands for: a key, an index or a field."""
    for attribute in ("key", "idx", "name"):
        if hasattr(entry, attribute):
            return str(getattr(entry, attribute))
    return str(entry)


def stack(trees):
    """Return one tree; leaves (...) become (len(trees), ...)."""
    return jax.tree.map(lambda *leaves: jnp.stack(leaves), *trees)


def unstack(tree):
    """Return a list of trees; leaves (n, ...) become (...)."""
    leaves, structure = jax.tree.flatten(tree)
    return [structure.unflatten(slices) for slices in zip(*leaves, strict=True)]


def update(params, updates):
    """Return params + updates; None in updates: unchanged."""
    return jax.tree.map(lambda u, p: p if u is None else p + u, updates, params)


@register_pytree_node_class
class Dense:
    """activation(x @ w + b): the leaves are w and b, activation is part of the structure."""

    def __init__(self, w, b, activation):
        self.w, self.b, self.activation = w, b, activation

    def __call__(self, x):
        """x: (n, d) -> (n, k)."""
        y = x @ self.w
        if self.b is not None:
            y = y + self.b
        return jnp.tanh(y) if self.activation == "tanh" else y

    def tree_flatten(self):
        return (self.w, self.b), self.activation

    @classmethod
    def tree_unflatten(cls, activation, children):
        return cls(*children, activation)
