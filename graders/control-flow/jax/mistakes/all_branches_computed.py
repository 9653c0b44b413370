"""You compute all branches and pick one result. In reverse mode the others get a gradient of 0, but 0 times
the nan of a square root's derivative is nan. `jax.lax.switch` differentiates the branch that ran.

zh: 你算出了所有分支，再挑一个结果。反向模式中其余分支得到的梯度是 0，但 0 乘以平方根导数的 nan 还是 nan。`jax.lax.switch` 只对运行过的分支求导。

Caught by: other branches do not matter
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
    return jnp.stack([branch(x) for branch in branches])[jnp.clip(index, 0, len(branches) - 1)]


def iterate(f, x, n):
    """Return f applied n times: n is known, so that this becomes a scan, which has a reverse mode."""
    return jax.lax.fori_loop(0, n, lambda _, y: f(y), x)
