"""Each branch gets arguments that are safe for it; what the other branch would have had is replaced by 0."""

import jax
import jax.numpy as jnp


def relu(x):
    return x * (x > 0)


def sigmoid(x):
    above, below = jnp.where(x >= 0, x, 0), jnp.where(x < 0, x, 0)
    return jnp.where(x >= 0, 1 / (1 + jnp.exp(-above)), 1 - 1 / (1 + jnp.exp(below)))


def tanh(x):
    above, below = jnp.where(x >= 0, x, 0), jnp.where(x < 0, x, 0)
    up, down = jnp.expm1(-2 * above), jnp.expm1(2 * below)
    return jnp.where(x >= 0, -up / (2 + up), down / (2 + down))


def silu(x):
    return sigmoid(x) * x


def gelu(x):
    return x * jax.scipy.special.erfc(-x / 2**0.5) / 2


def gelu_tanh(x):
    u = (2 / jnp.pi) ** 0.5 * x * (1 + 0.044715 * x * x)
    return x * (1 + tanh(u)) / 2


@jax.jit
def all_of_them(x):
    return [relu(x), sigmoid(x), tanh(x), silu(x), gelu(x), gelu_tanh(x)]
