"""A list's index must be a Python integer; under jit yours is a tracer, and JAX raises
TracerIntegerConversionError. `jax.lax.switch` chooses while the program runs.

zh: 列表的索引必须是 Python 整数；在 jit 之下你的索引是追踪器，JAX 抛出 TracerIntegerConversionError。`jax.lax.switch` 在程序运行时选择。

Caught by: one of three branches
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
    return branches[index](x)


def iterate(f, x, n):
    """Return f applied n times: n is known, so that this becomes a scan, which has a reverse mode."""
    return jax.lax.fori_loop(0, n, lambda _, y: f(y), x)
