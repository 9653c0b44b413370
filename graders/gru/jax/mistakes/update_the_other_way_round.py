"""z is taken the other way round: it keeps the candidate and replaces the state. In this convention `z`
near 1 keeps the old state: `(1 - z) * n + z * h`.

zh: z 的含义反了：你用它保留候选值、替换状态。按这里的约定，`z` 接近 1 时保留旧状态：`(1 - z) * n + z * h`。

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
        h = z * n + (1 - z) * h
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def gru_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(gru, params, x, h0)
    return pull(dhs)
