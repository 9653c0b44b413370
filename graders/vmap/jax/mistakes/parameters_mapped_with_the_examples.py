"""Without `in_axes` all arguments are mapped, the parameters too: example i would get row i of each weight.
Parameters have no axis of examples; their entry is None.

zh: 不写 `in_axes` 时，所有参数都会被映射，连模型参数也不例外：样本 i 只会得到每个权重的第 i 行。模型参数没有样本轴，对应的项应为 None。

Caught by: per-example gradients
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
    return jax.vmap(predict, in_axes=(0, None), out_axes=1)(params, x)


def per_example_grads(loss, params, x, y):
    """Return the gradient by params of each example's loss, each leaf (n, ...)."""
    return jax.vmap(jax.grad(loss))(params, x, y)
