"""You map both arrays along axis 0, so the rows of `columns` are handed in. Their number differs from that
of `rows`, and `vmap` raises ValueError. The second argument is mapped along axis 1: `in_axes=(0, 1)`.

zh: 你让两个数组都沿轴 0 映射，传进去的是 `columns` 的行。它们的数目与 `rows` 的不同，`vmap` 抛出 ValueError。第二个参数应沿轴 1 映射：`in_axes=(0, 1)`。

Caught by: rows with columns
"""

import jax


def pair_up(f, rows, columns):
    """Return f of row i and column i, for each i: (n,)."""
    return jax.vmap(f, in_axes=0)(rows, columns)


def pairwise(f, a, b):
    """Return f(a[i], b[j]) at [i, j]: (n, m)."""
    against_all = jax.vmap(f, in_axes=(None, 0))  # (d,), (m, d) -> (m,)
    return jax.vmap(against_all, in_axes=(0, None))(a, b)


def ensemble(predict, params, x):
    """Return all models' outputs for the same x: (n, models)."""
    return jax.vmap(predict, in_axes=(0, None), out_axes=1)(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
