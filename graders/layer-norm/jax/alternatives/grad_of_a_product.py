"""One vector's formula under vectorize; the gradients are jax.grad of sum(dy * y)."""

from functools import partial

import jax
import jax.numpy as jnp


@partial(jnp.vectorize, signature="(d),(d),(d),()->(d)")
def one_vector(v, weight, bias, eps):
    return (v - v.mean()) / jnp.sqrt(v.var() + eps) * weight + bias


def layer_norm(x, weight, bias, eps=1e-5):
    return jax.jit(one_vector)(x, weight, bias, eps)


@partial(jax.jit, static_argnames="eps")
def layer_norm_backward(dy, x, weight, eps=1e-5):
    def product(x, weight, bias):
        return jnp.vdot(dy, one_vector(x, weight, bias, eps))

    return jax.grad(product, argnums=(0, 1, 2))(x, weight, jnp.zeros(x.shape[-1], x.dtype))
