"""`jnp.eye(n)` has JAX's default type, and a tangent must have the dtype of x, a cotangent that of f(x).
For bfloat16 that raises. Give it `dtype=x.dtype`.

zh: `jnp.eye(n)` 的类型是 JAX 的默认类型，而切向量必须与 x 的数据类型相同，余切向量必须与 f(x) 相同。对 bfloat16 就会抛出异常。请传入 `dtype=x.dtype`。

Caught by: another dtype
"""

import jax
import jax.numpy as jnp


def directional(f, x, v):
    """Return f(x) and the derivative of f at x in the direction v."""
    return jax.jvp(f, (x,), (v,))


def by_columns(f, x):
    """Return the Jacobian (m, n), one push for each input."""
    basis = jnp.eye(len(x))
    push = lambda v: jax.jvp(f, (x,), (v,))[1]
    return jax.vmap(push, out_axes=1)(basis)


def by_rows(f, x):
    """Return the Jacobian (m, n), one pull for each output."""
    y, pull = jax.vjp(f, x)
    (rows,) = jax.vmap(pull)(jnp.eye(len(y)))
    return rows


def jacobian(f, x):
    """Return the Jacobian (m, n) by the fewer passes."""
    outputs = jax.eval_shape(f, x).shape[0]
    return by_columns(f, x) if len(x) <= outputs else by_rows(f, x)


def linearized(f, x):
    """Return f(x) and push(v), the derivative in the direction v, which does not run f again."""
    return jax.linearize(f, x)
