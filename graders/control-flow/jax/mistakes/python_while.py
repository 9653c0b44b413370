"""A Python `while` asks for the value of its condition. Under jit that is a tracer without a value, and JAX
raises TracerBoolConversionError. `jax.lax.while_loop` takes the condition as a function.

zh: Python 的 `while` 需要条件的具体值。在 jit 之下它是没有值的追踪器，JAX 抛出 TracerBoolConversionError。`jax.lax.while_loop` 以函数的形式接收条件。

Caught by: contract
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

    carry = (x, jnp.asarray(0))
    while go_on(carry):
        carry = step(carry)
    return carry


def dispatch(branches, index, x):
    """Return branches[index](x), the index clamped: jax.lax.switch does that."""
    return jax.lax.switch(index, branches, x)


def iterate(f, x, n):
    """Return f applied n times: n is known, so that this becomes a scan, which has a reverse mode."""
    return jax.lax.fori_loop(0, n, lambda _, y: f(y), x)
