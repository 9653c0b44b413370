"""The step returns the old state as the carry, so every step starts from h0 again. The first thing a step
returns is what the next one gets.

zh: step 把旧状态作为 carry 返回，于是每一步都从 h0 重新开始。step 返回的第一个值才是下一步得到的。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):  # (batch, hidden), (batch, in)
        new = jnp.tanh(x_t @ params["w_x"].T + h @ params["w_h"].T + params["b"])
        return h, new

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(rnn, params, x, h0)
    return pull(dhs)
