"""Each push calls `jax.jvp`, which runs f again. `jax.linearize` runs it once, keeps what the derivative
needs at x, and each push is a linear function of v alone.

zh: 每次 push 都调用 `jax.jvp`，又运行一次 f。`jax.linearize` 只运行一次，保存在 x 处求导所需的东西，之后每次 push 只是 v 的线性函数。

Caught by: linearized once
"""

import jax
import jax.numpy as jnp


def directional(f, x, v):
    """Return f(x) and the derivative of f at x in the direction v."""
    return jax.jvp(f, (x,), (v,))


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
    return f(x), lambda v: jax.jvp(f, (x,), (v,))[1]
