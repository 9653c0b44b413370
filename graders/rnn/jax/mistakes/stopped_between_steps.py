"""The gradient stops at each step: the state is cut off from the steps that made it. Only the last input of
a chain is then learnt from; the statement wants the gradient through all steps. Take away the
`stop_gradient`.

zh: 梯度在每一步都停下了：状态与产生它的各步断开了。这样只能从链条的最后一个输入学习；题目要求梯度穿过所有步。请去掉 `stop_gradient`。

Caught by: gradient
"""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):  # (batch, hidden), (batch, in)
        h = jnp.tanh(x_t @ params["w_x"].T + jax.lax.stop_gradient(h) @ params["w_h"].T + params["b"])
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, h0, x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(rnn, params, x, h0)
    return pull(dhs)
