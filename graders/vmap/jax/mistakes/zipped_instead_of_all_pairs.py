"""One `vmap` over both arguments pairs row i of a with row i of b: that gives (n,), and where the numbers
of rows differ, a ValueError. For all pairs nest two maps, each over one argument.

zh: 对两个参数同时做一次 `vmap`，是把 a 的第 i 行与 b 的第 i 行配对：结果为 (n,)；行数不同时则抛出 ValueError。要得到所有配对，应嵌套两次映射，每次只映射一个参数。

Caught by: contract
"""

import jax


def pair_up(f, rows, columns):
    """Return f of row i and column i, for each i: (n,)."""
    return jax.vmap(f, in_axes=(0, 1))(rows, columns)


def pairwise(f, a, b):
    """Return f(a[i], b[j]) at [i, j]: (n, m)."""
    return jax.vmap(f)(a, b)


def ensemble(predict, params, x):
    """Return all models' outputs for the same x: (n, models)."""
    return jax.vmap(predict, in_axes=(0, None), out_axes=1)(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
