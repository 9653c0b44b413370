"""One vector's block under vectorize; the gradients are jax.grad of sum(dy * y)."""

import jax
import jax.numpy as jnp


def init(key, dim, hidden):
    sizes = {"gain": (dim,), "shift": (dim,), "b1": (hidden,), "w2": (dim, hidden), "b2": (dim,)}
    params = {name: jnp.zeros(size) for name, size in sizes.items()}
    bound = dim**-0.5
    return params | {"gain": jnp.ones(dim), "w1": jax.random.uniform(key, (hidden, dim), minval=-bound, maxval=bound)}


def one_vector(params, v):
    h = (v - v.mean()) / jnp.sqrt(v.var() + 1e-5) * params["gain"] + params["shift"]
    return v + params["w2"] @ jnp.maximum(params["w1"] @ h + params["b1"], 0) + params["b2"]


@jax.jit
def block(params, x):
    flat = jax.vmap(one_vector, in_axes=(None, 0))(params, x.reshape(-1, x.shape[-1]))
    return flat.reshape(x.shape)


@jax.jit
def block_backward(dy, params, x):
    return jax.grad(lambda params, x: (dy * block(params, x)).sum(), argnums=(0, 1))(params, x)
