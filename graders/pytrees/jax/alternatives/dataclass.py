"""A frozen dataclass whose fields are declared to JAX; reductions over trees; updates with None as a leaf."""

from dataclasses import dataclass
from functools import partial

import jax
import jax.numpy as jnp


def global_norm(tree):
    squares = jax.tree.map(lambda leaf: jnp.vdot(leaf, leaf), tree)
    return jnp.sqrt(jax.tree.reduce(jnp.add, squares, jnp.zeros(())))


def by_path(tree, prefix=""):
    if tree is None:
        return {}
    if hasattr(tree, "_asdict"):
        tree = tree._asdict()
    if isinstance(tree, list | tuple):
        tree = dict(enumerate(tree))
    if not isinstance(tree, dict):
        return {prefix.rstrip("/"): tree}
    return {path: leaf for key, item in tree.items() for path, leaf in by_path(item, f"{prefix}{key}/").items()}


def stack(trees):
    return jax.tree.map(lambda *leaves: jnp.stack(leaves), trees[0], *trees[1:])


def unstack(tree):
    structure = jax.tree.structure(tree)
    lists = jax.tree.map(list, tree)
    count = len(jax.tree.leaves(tree)[0])
    return jax.tree.transpose(structure, jax.tree.structure([0] * count), lists)


def update(params, updates):
    def moved(u, p):
        return p if u is None else p + u

    return jax.tree.map(moved, updates, params, is_leaf=lambda leaf: leaf is None)


@partial(jax.tree_util.register_dataclass, data_fields=["w", "b"], meta_fields=["activation"])
@dataclass(frozen=True)
class Dense:
    w: jax.Array
    b: jax.Array | None
    activation: str

    def __call__(self, x):
        y = x @ self.w + (self.b if self.b is not None else jnp.zeros(self.w.shape[1], x.dtype))
        return y if self.activation == "none" else jnp.tanh(y)
