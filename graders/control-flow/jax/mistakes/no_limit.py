"""The loop looks at |f(x)| alone. Where Newton's method does not converge it never ends, and under jit
nothing can interrupt it: the number of steps belongs into the condition too.

zh: 循环只看 |f(x)|。若牛顿法不收敛，它永远不会结束，而在 jit 之下没有什么能打断它：步数也应写进条件。

Caught by: no step too many
"""

import jax
import jax.numpy as jnp


def newton(f, x, tol, most):
    """Return the root that Newton's method finds from x, and the number of its steps."""

    def go_on(carry):
        x, steps = carry
        return (jnp.abs(f(x)) > tol)

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
