"""The state starts from zeros, and h0 is ignored.

zh: 状态从零开始，h0 被忽略了。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def gru(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):
        p_r, p_z, p_n = jnp.split(x_t @ params["w_x"].T + params["b_x"], 3, axis=1)  # (batch, hidden) each
        q_r, q_z, q_n = jnp.split(h @ params["w_h"].T + params["b_h"], 3, axis=1)
        r = jax.nn.sigmoid(p_r + q_r)
        z = jax.nn.sigmoid(p_z + q_z)
        n = jnp.tanh(p_n + r * q_n)
        h = (1 - z) * n + z * h
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, jnp.zeros_like(h0), x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def gru_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(gru, params, x, h0)
    return pull(dhs)
