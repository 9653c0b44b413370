"""Backpropagation through time by hand: a scan that runs backwards over what the first one kept."""

import jax
import jax.numpy as jnp


def forward(params, x, h0, c0):
    inputs = (x @ params["w_x"].T + params["b"]).swapaxes(0, 1)

    def step(state, share):
        h, c = state
        i, f, g, o = jnp.split(share + h @ params["w_h"].T, 4, axis=1)
        i, f, g, o = jax.nn.sigmoid(i), jax.nn.sigmoid(f), jnp.tanh(g), jax.nn.sigmoid(o)
        new_c = f * c + i * g
        new_h = o * jnp.tanh(new_c)
        return (new_h, new_c), (new_h, (h, c, i, f, g, o, new_c))

    return jax.lax.scan(step, (h0, c0), inputs)


@jax.jit
def lstm(params, x, h0, c0):
    last, (hs, _) = forward(params, x, h0, c0)
    return jnp.moveaxis(hs, 0, 1), last


@jax.jit
def lstm_backward(dhs, params, x, h0, c0):
    _, (_, tape) = forward(params, x, h0, c0)

    def back(carry, at):
        dh, dc = carry
        d, (_, c, i, f, g, o, new_c) = at
        shown = jnp.tanh(new_c)
        dh = dh + d
        dc = dc + dh * o * (1 - shown**2)
        parts = [dc * g * i * (1 - i), dc * c * f * (1 - f), dc * i * (1 - g**2), dh * shown * o * (1 - o)]
        dpre = jnp.concatenate(parts, axis=1)
        return (dpre @ params["w_h"], dc * f), dpre

    zeros = jnp.zeros_like(h0)
    (dh0, dc0), dpre = jax.lax.scan(back, (zeros, zeros), (dhs.swapaxes(0, 1), tape), reverse=True)
    dparams = {
        "w_x": jnp.einsum("tbk,bti->ki", dpre, x),
        "w_h": jnp.einsum("tbk,tbh->kh", dpre, tape[0]),
        "b": dpre.sum((0, 1)),
    }
    return dparams, jnp.moveaxis(dpre @ params["w_x"], 0, 1), dh0, dc0
