"""Your result is (models, n): `vmap` puts the mapped axis first unless `out_axes` says otherwise. Ask for
`out_axes=1`.

zh: 你的结果是 (models, n)：除非 `out_axes` 另有说明，`vmap` 把映射的轴放在最前。请使用 `out_axes=1`。

Caught by: ensemble
"""

import jax


def pair_up(f, rows, columns):
    """Return f of row i and column i, for each i: (n,)."""
    return jax.vmap(f, in_axes=(0, 1))(rows, columns)


def pairwise(f, a, b):
    """Return f(a[i], b[j]) at [i, j]: (n, m)."""
    against_all = jax.vmap(f, in_axes=(None, 0))  # (d,), (m, d) -> (m,)
    return jax.vmap(against_all, in_axes=(0, None))(a, b)


def ensemble(predict, params, x):
    """Return all models' outputs for the same x: (n, models)."""
    return jax.vmap(predict, in_axes=(0, None))(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
