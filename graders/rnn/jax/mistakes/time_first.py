"""scan puts the outputs of all steps in front: time is axis 0 of what it returns. Here the batch comes
first: swap the axes back.

zh: scan 把所有步的输出放在最前：其返回值的轴 0 是时间。这里批量在前：请把轴换回来。

Caught by: contract
"""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):  # (batch, hidden), (batch, in)
        h = jnp.tanh(x_t @ params["w_x"].T + h @ params["w_h"].T + params["b"])
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs


@jax.jit
def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(rnn, params, x, h0)
    return pull(dhs)
