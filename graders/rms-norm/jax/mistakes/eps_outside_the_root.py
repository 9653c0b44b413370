"""You add eps to the root mean square, outside the root. For ordinary rows the difference is tiny, for
small ones the result is far off: the formula takes the root of `mean(x**2) + eps`.

zh: 你把 eps 加在均方根上，即根号之外。普通的行只差一点点，很小的行结果就差很远：公式是对 `mean(x**2) + eps` 开根号。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rms_norm(x, weight, eps=1e-6):
    """Return y: (..., dim)."""
    wide = x.astype(jnp.promote_types(x.dtype, jnp.float32))
    inverse = 1 / (jnp.sqrt(jnp.square(wide).mean(axis=-1, keepdims=True)) + eps)  # (..., 1)
    return (wide * inverse * weight).astype(x.dtype)


@jax.jit
def rms_norm_backward(dy, x, weight, eps=1e-6):
    """Return the gradients of sum(dy * y): (..., dim), (dim,)."""
    _, pull = jax.vjp(lambda x, weight: rms_norm(x, weight, eps), x, weight)
    return pull(dy)
