"""All batches in one scan, with jax.scipy's erf, and the cross-entropy by one-hot vectors."""

import jax
import jax.numpy as jnp


def predict(state, x):
    x = (x - x.mean(axis=0)) / jnp.sqrt(x.var(axis=0))
    h = jnp.einsum("nf,uf->nu", x, state["hidden.weight"]) + state["hidden.bias"]
    h = h * (1 + jax.scipy.special.erf(h / 2**0.5)) / 2
    return jnp.einsum("nu,cu->nc", h, state["output.weight"]) + state["output.bias"]


def loss(state, x, labels):
    z = predict(state, x)
    right = jnp.sum(z * jax.nn.one_hot(labels, z.shape[1], dtype=z.dtype), axis=1)
    return jnp.mean(jax.nn.logsumexp(z, axis=1) - right)


@jax.jit
def train(state, batches, lr, momentum, decay):
    def step(carry, batch):
        state, velocity = carry
        value, grads = jax.value_and_grad(loss)(state, *batch)
        velocity = jax.tree.map(lambda v, g, p: momentum * v + g + decay * p, velocity, grads, state)
        return (jax.tree.map(lambda p, v: p - lr * v, state, velocity), velocity), value

    xs = tuple(jnp.stack(part) for part in zip(*batches, strict=True))
    (state, _), losses = jax.lax.scan(step, (state, jax.tree.map(jnp.zeros_like, state)), xs)
    return state, losses
