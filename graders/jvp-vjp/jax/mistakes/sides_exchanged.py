"""You take reverse mode where there are few inputs and forward mode where there are few outputs, which is
the dearer one each time. Forward mode pays for each input, reverse mode for each output.

zh: 输入少时你用反向模式，输出少时你用前向模式，每次选的都是更贵的那个。前向模式按输入付费，反向模式按输出付费。

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
    outputs = jax.eval_shape(f, x).shape[0]
    return by_columns(f, x) if len(x) > outputs else by_rows(f, x)


def linearized(f, x):
    """Return f(x) and push(v), the derivative in the direction v, which does not run f again."""
    return jax.linearize(f, x)
