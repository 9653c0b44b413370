"""Your `in_axes` name the entries of one particular dict. Any other pytree, here a tuple, has another
structure, and `vmap` refuses it. An axis stands for all leaves of an argument: a plain 0 is enough.

zh: 你的 `in_axes` 写死了某个特定字典的键。换成别的 pytree（这里是元组），结构就不同，`vmap` 会拒绝。一个轴对一个参数的所有叶子都有效：写 0 就够了。

Caught by: another pytree
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
    return jax.vmap(predict, in_axes=({"w": 0, "b": 0}, None), out_axes=1)(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0))(params, x, y)
