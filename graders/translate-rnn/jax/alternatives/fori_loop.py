"""A fori_loop that writes into an array of outputs with .at[].set, compiled as a whole."""

import jax
import jax.numpy as jnp


@jax.jit
def run(params, x, lengths, carry):
    def body(t, state):
        h, c, outputs = state
        keep = (t < lengths)[:, None]
        x_t = jnp.where(keep, x[:, t], 0.0)
        f, g = jnp.split(x_t @ params["w"] + h @ params["u"] + params["b"], 2, axis=1)
        candidate = jnp.tanh(g)
        c_new = candidate + jax.nn.sigmoid(f) * (c - candidate)
        h, c = jnp.where(keep, jnp.tanh(c_new), h), jnp.where(keep, c_new, c)
        return h, c, outputs.at[:, t].set(jnp.where(keep, h, 0.0))

    empty = jnp.zeros((*x.shape[:2], carry[0].shape[1]), x.dtype)
    h, c, outputs = jax.lax.fori_loop(0, x.shape[1], body, (*carry, empty))
    return outputs, (h, c)
