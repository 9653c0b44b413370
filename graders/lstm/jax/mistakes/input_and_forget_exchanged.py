"""Input and forget gate are exchanged: the memory is kept by i and written by f.

zh: 输入门和遗忘门写反了：记忆被 i 保留、被 f 写入。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def lstm(params, x, h0, c0):
    """Return h after every step, (batch, time, hidden), and the last (h, c)."""

    def step(state, x_t):
        h, c = state
        pre = x_t @ params["w_x"].T + h @ params["w_h"].T + params["b"]  # (batch, 4 * hidden)
        i, f, g, o = jnp.split(pre, 4, axis=1)
        c = jax.nn.sigmoid(i) * c + jax.nn.sigmoid(f) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    state, hs = jax.lax.scan(step, (h0, c0), x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1), state


@jax.jit
def lstm_backward(dhs, params, x, h0, c0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x, h0 and c0."""
    _, pull = jax.vjp(lambda *args: lstm(*args)[0], params, x, h0, c0)
    return pull(dhs)
