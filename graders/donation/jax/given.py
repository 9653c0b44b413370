"""A loss to train with, and what is left of a step's arguments."""

import warnings

import jax
import jax.numpy as jnp


def loss(params, x, y):
    """Return the mean squared error of one small layer: a scalar."""
    outputs = jnp.tanh(x @ params["w"]) + params["b"]
    return jnp.mean((outputs - y) ** 2)


def owned(params):
    """Return copies in memory of JAX's own: arrays that came from NumPy may lie in NumPy's, which cannot be given away."""
    return jax.tree.map(jnp.copy, params)


def trained(make_step, train, params, batches, *rates):
    """Return what a training returns."""
    return train(make_step(loss, *rates), owned(params), batches)


def gone(init, make_step, params, x, y, *rates):
    """Return after one step: which leaves of the old state are gone, whether x and y are, and what JAX warned of."""
    state, step = init(owned(params)), make_step(loss, *rates)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        jax.block_until_ready(step(state, x, y))
    unusable = any("donated" in str(warning.message) for warning in caught)
    leaves = {jax.tree_util.keystr(path): leaf for path, leaf in jax.tree_util.tree_leaves_with_path(state)}
    return {name: leaf.is_deleted() for name, leaf in leaves.items()}, [x.is_deleted(), y.is_deleted()], unusable


def left(make_step, train, params, batches, *rates):
    """Return which of the caller's arrays are gone after a training."""
    params = owned(params)
    train(make_step(loss, *rates), params, batches)
    return [leaf.is_deleted() for leaf in jax.tree.leaves((params, batches))]


def runs(make_step, train, params, batches, *rates):
    """Return how often a training runs the loss in Python."""
    count = []

    def counted(*args):
        count.append(None)
        return loss(*args)

    train(make_step(counted, *rates), owned(params), batches)
    return len(count)
