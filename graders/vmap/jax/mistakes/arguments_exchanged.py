"""The shape is right, but f gets b[j] first and a[i] second. For a symmetric f nobody notices; this one is
not.

zh: 形状是对的，但 f 先收到 b[j]，后收到 a[i]。若 f 对称就看不出来；这里的 f 不对称。

Caught by: all pairs
"""

import jax


def pair_up(f, rows, columns):
    """Return f of row i and column i, for each i: (n,)."""
    return jax.vmap(f, in_axes=(0, 1))(rows, columns)


def pairwise(f, a, b):
    """Return f(a[i], b[j]) at [i, j]: (n, m)."""
    against_all = jax.vmap(lambda u, v: f(v, u), in_axes=(None, 0))  # (d,), (m, d) -> (m,)
    return jax.vmap(against_all, in_axes=(0, None))(a, b)


def ensemble(predict, params, x):
    """Return all models' outputs for the same x: (n, models)."""
    return jax.vmap(predict, in_axes=(0, None), out_axes=1)(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
