"""A Python loop under jit is unrolled: f is traced n times, and program and compile time grow with n.
`fori_loop` or `scan` trace it once.

zh: Python 循环在 jit 之下会被展开：f 被追踪 n 次，程序与编译时间随 n 增长。`fori_loop` 或 `scan` 只追踪一次。

Caught by: the loop is not unrolled
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
    for _ in range(n):
        x = f(x)
    return x
