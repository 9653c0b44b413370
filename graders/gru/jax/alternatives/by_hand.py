"""Backpropagation through time by hand: a scan that runs backwards over what the first one kept."""

import jax
import jax.numpy as jnp


def forward(params, x, h0):
    inputs = jnp.moveaxis(x @ params["w_x"].T + params["b_x"], 1, 0)

    def step(h, p):
        p_r, p_z, p_n = jnp.split(p, 3, axis=1)
        q_r, q_z, q_n = jnp.split(h @ params["w_h"].T + params["b_h"], 3, axis=1)
        r, z = jax.nn.sigmoid(p_r + q_r), jax.nn.sigmoid(p_z + q_z)
        n = jnp.tanh(p_n + r * q_n)
        new = (1 - z) * n + z * h
        return new, (new, (h, r, z, n, q_n))

    return jax.lax.scan(step, h0, inputs)[1]


@jax.jit
def gru(params, x, h0):
    return jnp.moveaxis(forward(params, x, h0)[0], 0, 1)


@jax.jit
def gru_backward(dhs, params, x, h0):
    _, kept = forward(params, x, h0)

    def back(dnext, at):
        d, (h, r, z, n, q_n) = at
        dh = d + dnext
        dn = dh * (1 - z) * (1 - n**2)
        dz = dh * (h - n) * z * (1 - z)
        dr = dn * q_n * r * (1 - r)
        dq = jnp.concatenate([dr, dz, dn * r], axis=1)
        return dh * z + dq @ params["w_h"], (jnp.concatenate([dr, dz, dn], axis=1), dq)

    over_time = (jnp.moveaxis(dhs, 1, 0), kept)
    dh0, (dp, dq) = jax.lax.scan(back, jnp.zeros_like(h0), over_time, reverse=True)
    dparams = {
        "w_x": jnp.einsum("tbk,bti->ki", dp, x),
        "w_h": jnp.einsum("tbk,tbh->kh", dq, kept[0]),
        "b_x": dp.sum((0, 1)),
        "b_h": dq.sum((0, 1)),
    }
    return dparams, jnp.moveaxis(dp @ params["w_x"], 0, 1), dh0
