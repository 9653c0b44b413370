"""One long vector for the norm, paths cut out of JAX's own spelling, stacks leaf by leaf, register_pytree_node."""

import re

import jax
import jax.numpy as jnp
from jax.flatten_util import ravel_pytree


def global_norm(tree):
    return jnp.linalg.norm(ravel_pytree(tree)[0])


def by_path(tree):
    spelled = [(jax.tree_util.keystr(path), leaf) for path, leaf in jax.tree_util.tree_leaves_with_path(tree)]
    return {"/".join(re.findall(r"[^\[\]'.]+", path)): leaf for path, leaf in spelled}


def stack(trees):
    structure = jax.tree.structure(trees[0])
    columns = zip(*map(jax.tree.leaves, trees), strict=True)
    return jax.tree.unflatten(structure, [jnp.concatenate([leaf[None] for leaf in column]) for column in columns])


def unstack(tree):
    count = len(jax.tree.leaves(tree)[0])
    return [jax.tree.map(lambda leaf: leaf[i], tree) for i in range(count)]


def update(params, updates):
    leaves, structure = jax.tree.flatten(params, is_leaf=lambda leaf: leaf is None)
    added = jax.tree.leaves(updates, is_leaf=lambda leaf: leaf is None)
    return structure.unflatten([p if u is None else p + u for p, u in zip(leaves, added, strict=True)])


class Dense:
    def __init__(self, w, b, activation):
        self.w = w
        self.b = b
        self.activation = activation

    def __call__(self, x):
        bias = 0 if self.b is None else self.b
        return {"tanh": jnp.tanh, "none": lambda y: y}[self.activation](x @ self.w + bias)


def unflatten(activation, children):
    layer = object.__new__(Dense)
    layer.b, layer.w = children
    layer.activation = activation
    return layer


jax.tree_util.register_pytree_node(Dense, lambda layer: ((layer.b, layer.w), layer.activation), unflatten)
