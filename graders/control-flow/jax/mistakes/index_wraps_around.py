"""You take the index modulo the number of branches, so -1 is the last and 7 the second. The task clamps:
`jax.lax.switch` does that by itself.

zh: 你让索引对分支数取模，于是 -1 成了最后一个，7 成了第二个。题目要求截断：`jax.lax.switch` 本身就会这样做。

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
    return jax.lax.switch(index % len(branches), branches, x)


def iterate(f, x, n):
    """Return f applied n times: n is known, so that this becomes a scan, which has a reverse mode."""
    return jax.lax.fori_loop(0, n, lambda _, y: f(y), x)
