"""A `while_loop` has no reverse mode: its length is unknown, so nobody can say how much to save, and JAX
raises ValueError. With n as a Python integer `fori_loop` becomes a scan, which has one.

zh: `while_loop` 没有反向模式：长度未知，无法确定要保存多少，JAX 抛出 ValueError。n 是 Python 整数时，`fori_loop` 会成为 scan，它有反向模式。

Caught by: repeated n times
"""

import jax
import jax.numpy as jnp


def newton(f, x, tol, most):
    """Return the root that Newton's method finds from x, and the number of its steps."""

    def go_on(carry):
        x, steps = carry
        return (jnp.abs(f(x)) > tol) & (steps < most)

    def step(carry):
        x, steps = carry
        value, slope = jax.value_and_grad(f)(x)
        return x - value / slope, steps + 1

    return jax.lax.while_loop(go_on, step, (x, jnp.asarray(0)))


def dispatch(branches, index, x):
    """Return branches[index](x), the index clamped: jax.lax.switch does that."""
    return jax.lax.switch(index, branches, x)


def iterate(f, x, n):
    """Return f applied n times: n is known, so that this becomes a scan, which has a reverse mode."""
    return jax.lax.while_loop(lambda c: c[0] < n, lambda c: (c[0] + 1, f(c[1])), (0, x))[1]
