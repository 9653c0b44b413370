"""You scale v to length one. J v is linear in v: a direction of twice the length gives twice the
derivative, and Newton's method or a linearization rely on it.

zh: 你把 v 缩放成了单位长度。J v 对 v 是线性的：长度加倍，导数也加倍；牛顿法和线性化都依赖这一点。

Caught by: directional derivatives
"""

import jax
import jax.numpy as jnp


def directional(f, x, v):
    """Return f(x) and the derivative of f at x in the direction v."""
    length = jnp.sqrt(sum(jnp.sum(leaf**2) for leaf in jax.tree.leaves(v)))
    return jax.jvp(f, (x,), (jax.tree.map(lambda leaf: leaf / length, v),))


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
