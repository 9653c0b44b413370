"""A Python loop with boolean masks as one scan: every row takes every step, and where chooses afterwards."""

import jax
import jax.numpy as jnp


def run(params, x, lengths, carry):
    """Return the outputs, (batch, time, hidden), zero in the padding, and the carry (h, c) after each row's end."""
    alive = jnp.arange(x.shape[1]) < lengths[:, None]  # (batch, time)
    x = jnp.where(alive[:, :, None], x, 0.0)  # NaN times zero is NaN, in a gradient too

    def step(carry, inputs):
        h, c = carry
        x_t, alive_t = inputs
        z = x_t @ params["w"] + h @ params["u"] + params["b"]  # (batch, 2 * hidden)
        f, g = jnp.split(z, 2, axis=1)
        f = jax.nn.sigmoid(f)
        c_new = f * c + (1 - f) * jnp.tanh(g)
        h_new = jnp.tanh(c_new)
        keep = alive_t[:, None]
        carry = jnp.where(keep, h_new, h), jnp.where(keep, c_new, c)
        return carry, jnp.where(keep, h_new, 0.0)

    carry, outputs = jax.lax.scan(step, carry, (x.swapaxes(0, 1), alive.T))  # over axis 0: time
    return outputs.swapaxes(0, 1), carry
