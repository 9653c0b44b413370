"""One row, and vmap over all leading axes."""

import jax
import jax.numpy as jnp


def init_lora(key, d_in, d_out, rank):
    scaled = jax.nn.initializers.normal(d_in**-0.5)
    return dict(a=scaled(key, (rank, d_in)), b=jnp.zeros((d_out, rank)))


def lora(x, w, adapter, alpha):
    a, b = adapter["a"], adapter["b"]
    one = lambda row: w @ row + b @ (a @ row) * alpha / len(a)
    rows = jax.vmap(one)(x.reshape(-1, x.shape[-1]))
    return rows.reshape(*x.shape[:-1], len(w))


def merge(w, adapter, alpha):
    return w + alpha * jnp.matmul(adapter["b"], adapter["a"]) / adapter["b"].shape[1]


def objective(adapter, x, w, alpha, weights):
    return jnp.sum(lora(x, w, adapter, alpha) * weights)
