"""You give out the state before each step: hs begins with h0, and the last state is missing. Give out the
new state.

zh: 你输出的是每一步之前的状态：hs 以 h0 开头，缺少最后的状态。应当输出新的状态。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):  # (batch, hidden), (batch, in)
        new = jnp.tanh(x_t @ params["w_x"].T + h @ params["w_h"].T + params["b"])
        return new, h

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(rnn, params, x, h0)
    return pull(dhs)
