"""The state starts from zeros, and h0 is ignored. It is the state before the first step.

zh: 状态从零开始，h0 被忽略了。它是第一步之前的状态。

Caught by: values
"""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    """Return the states after all steps: (batch, time, hidden)."""

    def step(h, x_t):  # (batch, hidden), (batch, in)
        h = jnp.tanh(x_t @ params["w_x"].T + h @ params["w_h"].T + params["b"])
        return h, h  # carried on, and given out

    _, hs = jax.lax.scan(step, jnp.zeros_like(h0), x.swapaxes(0, 1))  # over axis 0: (time, batch, hidden)
    return hs.swapaxes(0, 1)


@jax.jit
def rnn_backward(dhs, params, x, h0):
    """Return the gradients of sum(dhs * hs): a dict like params, and the shapes of x and h0."""
    _, pull = jax.vjp(rnn, params, x, h0)
    return pull(dhs)
