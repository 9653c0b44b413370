"""One vector's formula under vectorize; the gradients are jax.grad of sum(dy * y)."""

import jax
import jax.numpy as jnp


def init(key, in_features, out_features):
    def draw(key, *shape):
        return (2 * jax.random.uniform(key, shape) - 1) * in_features**-0.5

    keys = jax.random.split(key, 2)
    return draw(keys[0], out_features, in_features), draw(keys[1], out_features)


def one_vector(v, weight, bias):
    return weight @ v + bias


linear = jax.jit(jnp.vectorize(one_vector, signature="(i),(o,i),(o)->(o)"))


@jax.jit
def linear_backward(dy, x, weight):
    def product(x, weight, bias):
        return jnp.vdot(dy, linear(x, weight, bias))

    return jax.grad(product, argnums=(0, 1, 2))(x, weight, jnp.zeros_like(weight[:, 0]))
