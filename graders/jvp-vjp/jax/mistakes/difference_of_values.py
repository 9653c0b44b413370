"""You take a difference of two values of f. In float64 it is right to ten digits, in bfloat16 `x + 1e-5 * v` is x
itself, and the derivative 0. `jax.jvp` differentiates each operation, for about the price of f.

zh: 你取 f 的两个值之差。在 float64 下它约有十位正确；在 bfloat16 下 `x + 1e-5 * v` 就是 x 本身，导数成了 0。`jax.jvp` 对每个运算求导，代价大约只是一次 f。

Caught by: another dtype
"""

import jax
import jax.numpy as jnp


def directional(f, x, v):
    """Return f(x) and the derivative of f at x in the direction v."""
    moved = lambda h: f(jax.tree.map(lambda p, d: p + h * d, x, v))
    return f(x), (moved(1e-5) - moved(-1e-5)) / 2e-5


def by_columns(f, x):
    """Return the Jacobian (m, n), one push for each input."""
    basis = jnp.eye(len(x), dtype=x.dtype)
    push = lambda v: jax.jvp(f, (x,), (v,))[1]
    return jax.vmap(push, out_axes=1)(basis)


def by_rows(f, x):
    """Return the Jacobian (m, n), one pull for each output."""
    y, pull = jax.vjp(f, x)
    (rows,) = jax.vmap(pull)(jnp.eye(len(y), dtype=y.dtype))
    return rows


def jacobian(f, x):
    """Return the Jacobian (m, n) by the fewer passes."""
    outputs = jax.eval_shape(f, x).shape[0]
    return by_columns(f, x) if len(x) <= outputs else by_rows(f, x)


def linearized(f, x):
    """Return f(x) and push(v), the derivative in the direction v, which does not run f again."""
    return jax.linearize(f, x)
