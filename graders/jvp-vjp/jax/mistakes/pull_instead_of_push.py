"""`jax.vjp` returns the value and a pull, which takes a cotangent of the shape of f(x) and returns Jᵀ u. A
push takes a direction of the shape of x: `jax.linearize`.

zh: `jax.vjp` 返回值和一个 pull，它接受形状与 f(x) 相同的余切向量，返回 Jᵀ u。push 接受形状与 x 相同的方向：用 `jax.linearize`。

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
    return jax.vjp(f, x)
