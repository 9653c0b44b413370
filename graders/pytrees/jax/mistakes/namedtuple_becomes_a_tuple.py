"""You walk through the containers by hand, and a namedtuple is a tuple too, so it comes back as a plain one,
without its fields. An optimizer's state no longer fits its function then. `jax.tree.map` keeps every container.

zh: 你自己逐个处理容器，而 namedtuple 也是元组，于是它变成了没有字段的普通元组。这样优化器的状态就不再符合它的函数。`jax.tree.map` 会保持每一种容器。

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
    if params is None or updates is None:
        return params
    if isinstance(params, dict):
        return {key: update(params[key], updates[key]) for key in params}
    if isinstance(params, list | tuple):
        kind = tuple if isinstance(params, tuple) else list
        return kind(map(update, params, updates))
    return params + updates


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
