"""The merged weight does all the work."""

import jax
import jax.numpy as jnp


def init_lora(key, d_in, d_out, rank):
    bound = (3 / d_in) ** 0.5
    return {"a": jax.random.uniform(key, (rank, d_in), minval=-bound, maxval=bound), "b": jnp.zeros((d_out, rank))}


def merge(w, adapter, alpha):
    return w + jnp.einsum("or,ri->oi", adapter["b"], adapter["a"]) * (alpha / len(adapter["a"]))


def lora(x, w, adapter, alpha):
    return jnp.einsum("...i,oi->...o", x, merge(w, adapter, alpha))


def objective(adapter, x, w, alpha, weights):
    return jnp.vdot(lora(x, w, adapter, alpha), weights)
