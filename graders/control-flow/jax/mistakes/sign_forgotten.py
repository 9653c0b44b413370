"""You compare f(x) itself with tol, without its absolute value. Where f is negative the loop takes x for good
enough and makes no step. From a start with a positive value nobody notices.

zh: 你拿 f(x) 本身与 tol 比较，没有取绝对值。在 f 为负的地方，循环以为 x 已足够好，一步也不走。若起点处的值为正，就没人发现。

Caught by: until convergence
"""

import jax
import jax.numpy as jnp


def newton(f, x, tol, most):
    """Return the root that Newton's method finds from x, and the number of its steps."""

    def go_on(carry):
        x, steps = carry
        return (f(x) > tol) & (steps < most)

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
    return jax.lax.fori_loop(0, n, lambda _, y: f(y), x)
