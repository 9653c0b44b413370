"""Functions of one example, applied to many, in JAX."""

import jax
import jax.numpy as jnp


def pair_up(f, rows, columns):
    """Return f of row i and column i, for each i: (n,).

    f: (d,), (d,) -> ()
    rows: (n, d), columns: (d, n).
    """
    # TODO: jax.vmap; which axis of which argument?
    return jnp.zeros(rows.shape[0])


def pairwise(f, a, b):
    """Return f(a[i], b[j]) at [i, j]: (n, m).

    f: (d,), (d,) -> ()
    a: (n, d), b: (m, d).
    """
    # TODO: one map inside another
    return jnp.zeros((a.shape[0], b.shape[0]))


def ensemble(predict, params, x):
    """Return all models' outputs for the same x: (n, models).

    predict(params, x): one model, (n, d) -> (n,).
    params: a pytree, each leaf (models, ...); x: (n, d).
    """
    # TODO: where does the axis of the models go?
    models = jax.tree.leaves(params)[0].shape[0]
    return jnp.zeros((x.shape[0], models))


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss.

    loss(params, x_i, y_i) -> (): of one example.
    params: a pytree; x: (n, d), y: (n,).
    Returns the structure of params, each leaf (n, ...).
    """
    # TODO: which of the arguments have an axis of examples?
    n = x.shape[0]
    zeros = lambda p: jnp.zeros((n, *p.shape))
    return jax.tree.map(zeros, params)
