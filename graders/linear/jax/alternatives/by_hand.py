"""The gradients by hand; one draw for weight and bias together."""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    both = jax.random.uniform(key, (out_features, in_features + 1), minval=-1.0, maxval=1.0)
    both = both / jnp.sqrt(in_features)
    return both[:, :-1], both[:, -1]


@jax.jit
def linear(x, weight, bias):
    return jnp.einsum("...i,oi->...o", x, weight) + bias


@jax.jit
def linear_backward(dy, x, weight):
    d = dy.reshape(-1, weight.shape[0])
    return dy @ weight, d.T @ x.reshape(-1, weight.shape[1]), d.sum(0)
