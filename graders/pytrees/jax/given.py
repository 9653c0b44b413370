"""A namedtuple, and what JAX makes of a layer."""

from collections import namedtuple

import jax
import jax.numpy as jnp

State = namedtuple("State", ["count", "momentum"])


def in_a_state(function, count, momentum):
    """Return what `function` makes of a namedtuple with a dict in it."""
    return function(State(count, {"w": momentum}))


def updated_state(update, count, momentum, more):
    """Return whether `update` makes a namedtuple of a namedtuple, and its two fields; the momentum is frozen."""
    state = update(State(count, {"w": momentum}), State(more, {"w": None}))
    return [type(state) is State, *state]


def leaves(dense, w, b):
    """Return the leaves of a layer, arrays of fewer axes first."""
    return sorted(jax.tree.leaves(dense(w, b, "tanh")), key=lambda leaf: getattr(leaf, "ndim", -1))


def mapped(dense, w, b):
    """Return whether a map over a layer gives a layer, and its attributes: the shapes, and the activation."""
    shapes = jax.tree.map(jnp.shape, dense(w, b, "tanh"))
    if type(shapes) is not dense:
        return [False]
    return [True, shapes.w, shapes.b, shapes.activation]


def slopes(dense, w, b, x):
    """Return the gradients of the sum of the squared outputs with respect to w and b, compiled."""
    grads = jax.jit(jax.grad(lambda layer: jnp.sum(layer(x) ** 2)))(dense(w, b, "tanh"))
    return grads.w, grads.b


def same_structure(dense, w, b):
    """Return whether layers of the same, and of another activation have one structure."""
    tanh, again, none = (jax.tree.structure(dense(w, b, activation)) for activation in ("tanh", "tanh", "none"))
    return [tanh == again, tanh == none]
