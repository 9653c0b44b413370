"""You differentiate the mean loss of the batch, which gives one gradient for all examples. Map the gradient
instead: `vmap` outside, `grad` inside.

zh: 你对批量的平均损失求导，得到的是所有样本共同的一个梯度。应当映射梯度：`vmap` 在外，`grad` 在内。

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
    return jax.grad(lambda p: jax.vmap(loss, in_axes=(None, 0, 0))(p, x, y).mean())(params)
