"""A loop in Python computes one gradient after another: right, but with as many calls as there are
examples, and a program that grows with the batch under jit. `jax.vmap` traces the function once.

zh: Python 循环一个接一个地计算梯度：结果正确，但调用次数等于样本数，在 jit 之下程序也随批量变大。`jax.vmap` 只追踪一次函数。

Caught by: no loop in Python
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
    grads = [jax.grad(loss)(params, x_i, y_i) for x_i, y_i in zip(x, y, strict=True)]
    return jax.tree.map(lambda *leaves: jax.numpy.stack(leaves), *grads)
