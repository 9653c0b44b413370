"""At a tie jnp.maximum gives half of the gradient to each of its two arguments, so the derivative of your
ReLU at 0 is 0.5 instead of 0. Choose with where(x > 0, x, 0).

zh: 两者相等时，jnp.maximum 把梯度平分给两个参数，所以你的 ReLU 在 0 处的导数是 0.5 而不是 0。请用 where(x > 0, x, 0) 来选择。

Caught by: at zero
"""

import math

import jax
import jax.numpy as jnp


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return jnp.maximum(x, 0.0)


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    e = jnp.exp(jnp.where(x >= 0, -x, x))  # exp(-|x|): at most 1, also in the branch that is not taken
    return jnp.where(x >= 0, 1 / (1 + e), e / (1 + e))


def tanh(x):
    """Return the hyperbolic tangent: a sigmoid, stretched."""
    return 2 * sigmoid(2 * x) - 1


def silu(x):
    """Return x sigmoid(x)."""
    return x * sigmoid(x)


def gelu(x):
    """Return x Phi(x), with the cumulative distribution Phi of a standard normal."""
    return x * 0.5 * (1 + jax.lax.erf(x / math.sqrt(2)))


def gelu_tanh(x):
    """Return the approximation of GELU by a tanh."""
    return 0.5 * x * (1 + tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


@jax.jit
def all_of_them(x):
    """Return the six values."""
    return relu(x), sigmoid(x), tanh(x), silu(x), gelu(x), gelu_tanh(x)
