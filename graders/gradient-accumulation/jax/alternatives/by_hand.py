"""The gradient of a linear model by hand, compiled for each chunk's shape."""

import jax
import jax.numpy as jnp


@jax.jit
def sums(params, x, y, mask):
    error = (x @ params[0] + params[1] - y) * mask
    return jnp.sum(error**2), 2 * error @ x, 2 * jnp.sum(error), jnp.sum(mask)


def accumulate(params, chunks):
    total = jax.tree.map(lambda *parts: sum(parts), *[sums(params, *chunk) for chunk in chunks])
    loss, dw, db, count = total
    divisor = jnp.where(count == 0, 1, count)
    return loss / divisor, (dw / divisor, db / divisor)
