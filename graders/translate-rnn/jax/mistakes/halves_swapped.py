"""You took the second half of `z` for the gate. The first half is `f`, which goes through the sigmoid, and
the second is `g`.

zh: 你把 `z` 的后一半当成了门。前一半是 `f`，要经过 sigmoid，后一半是 `g`。

Caught by: outputs
"""

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
        g, f = jnp.split(z, 2, axis=1)
        f = jax.nn.sigmoid(f)
        c_new = f * c + (1 - f) * jnp.tanh(g)
        h_new = jnp.tanh(c_new)
        keep = alive_t[:, None]
        carry = jnp.where(keep, h_new, h), jnp.where(keep, c_new, c)
        return carry, jnp.where(keep, h_new, 0.0)

    carry, outputs = jax.lax.scan(step, carry, (x.swapaxes(0, 1), alive.T))  # over axis 0: time
    return outputs.swapaxes(0, 1), carry
