"""A scan of one row, vectorised over the batch; the projection of x is one product before it."""

import jax
import jax.numpy as jnp


def run(params, x, lengths, carry):
    def row(x, length, h, c):
        alive = jnp.arange(len(x)) < length
        projected = jnp.where(alive[:, None], x, 0.0) @ params["w"] + params["b"]

        def step(carry, inputs):
            (h, c), (projection, keep) = carry, inputs
            z = (projection + h @ params["u"]).reshape(2, -1)
            f = 1 / (1 + jnp.exp(-z[0]))
            new = f * c + (1 - f) * jnp.tanh(z[1])
            h, c = jax.tree.map(lambda new, old: jnp.where(keep, new, old), (jnp.tanh(new), new), (h, c))
            return (h, c), keep * h

        return jax.lax.scan(step, (h, c), (projected, alive))

    carry, outputs = jax.vmap(row)(x, lengths, *carry)
    return outputs, carry
