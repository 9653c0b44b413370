"""Your outer map runs over b, so b makes the first axis: [j, i] holds f(a[i], b[j]), and the shape is (m,
n). The outermost `vmap` makes the first axis of the result.

zh: 你的外层映射遍历 b，所以第一个轴属于 b：[j, i] 处是 f(a[i], b[j])，形状为 (m, n)。最外层的 `vmap` 产生结果的第一个轴。

Caught by: contract
"""

import jax


def pair_up(f, rows, columns):
    """Return f of row i and column i, for each i: (n,)."""
    return jax.vmap(f, in_axes=(0, 1))(rows, columns)


def pairwise(f, a, b):
    """Return f(a[i], b[j]) at [i, j]: (n, m)."""
    against_all = jax.vmap(f, in_axes=(0, None))
    return jax.vmap(against_all, in_axes=(None, 0))(a, b)


def ensemble(predict, params, x):
    """Return all models' outputs for the same x: (n, models)."""
    return jax.vmap(predict, in_axes=(0, None), out_axes=1)(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
