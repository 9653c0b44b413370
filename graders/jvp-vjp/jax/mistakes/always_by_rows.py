"""`jacobian` always goes by rows, as one is used to from gradients. With 3 inputs and 60 outputs that takes
60 passes where 3 would do. Ask `jax.eval_shape` how many outputs there are.

zh: `jacobian` 总是按行求，就像求梯度时习惯的那样。3 个输入、60 个输出时，这要 60 次，而 3 次就够了。请用 `jax.eval_shape` 查看有多少个输出。

Caught by: the cheaper side
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
    return by_rows(f, x)


def linearized(f, x):
    """Return f(x) and push(v), the derivative in the direction v, which does not run f again."""
    return jax.linearize(f, x)
