"""The reset acts on the state's share without its bias: b_h is added outside. It belongs inside, `r * (h @
w + b)`, which is why there are two biases.

zh: 重置只作用于状态那一份，没有包括偏置：b_h 加在了外面。它应在里面：`r * (h @ w + b)`，这正是有两个偏置的原因。

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
        b_n = jnp.split(params["b_h"], 3)[2]
        n = jnp.tanh(p_n + b_n + r * (q_n - b_n))
        h = (1 - z) * n + z * h
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def gru_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(gru, params, x, h0)
    return pull(dhs)
