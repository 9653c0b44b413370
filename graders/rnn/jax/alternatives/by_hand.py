"""Backpropagation through time by hand: a scan that runs backwards."""

import jax
import jax.numpy as jnp


@jax.jit
def rnn(params, x, h0):
    inputs = x @ params["w_x"].T + params["b"]

    def step(h, share):
        h = jnp.tanh(share + h @ params["w_h"].T)
        return h, h

    return jnp.moveaxis(jax.lax.scan(step, h0, jnp.moveaxis(inputs, 1, 0))[1], 0, 1)


@jax.jit
def rnn_backward(dhs, params, x, h0):
    hs = rnn(params, x, h0)

    def step(dnext, at):
        d, h = at
        dpre = (d + dnext) * (1 - h**2)
        return dpre @ params["w_h"], dpre

    over_time = (dhs.swapaxes(0, 1), hs.swapaxes(0, 1))
    dh0, dpre = jax.lax.scan(step, jnp.zeros_like(h0), over_time, reverse=True)  # dpre: (time, batch, hidden)
    before = jnp.concatenate([h0[:, None], hs[:, :-1]], axis=1)
    dparams = {
        "w_x": jnp.einsum("tbh,bti->hi", dpre, x),
        "w_h": jnp.einsum("tbh,btk->hk", dpre, before),
        "b": dpre.sum((0, 1)),
    }
    return dparams, jnp.swapaxes(dpre @ params["w_x"], 0, 1), dh0
