"""`stop_gradient` on the state that is kept: gradients go back through the gates alone, and not along the
path that carries them over many steps.

zh: 被保留的状态上有 `stop_gradient`：梯度只能经过各个门往回传，而不能沿着让它经过许多步的那条路径。

Caught by: gradient
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
        h = (1 - z) * n + z * jax.lax.stop_gradient(h)
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def gru_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(gru, params, x, h0)
    return pull(dhs)
