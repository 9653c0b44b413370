"""The state meets w_h and not its transpose. The matrix is square, so no shape tells you: row k of w_h
makes unit k of the new state, `h @ w_h.T`.

zh: 状态乘的是 w_h 而不是它的转置。矩阵是方阵，从形状上看不出来：w_h 的第 k 行产生新状态的第 k 个单元，即 `h @ w_h.T`。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):  # (batch, hidden), (batch, in)
        h = jnp.tanh(x_t @ params["w_x"].T + h @ params["w_h"] + params["b"])
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(rnn, params, x, h0)
    return pull(dhs)
