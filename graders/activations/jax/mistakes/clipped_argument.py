"""You clip x before exp, so that nothing overflows. The values hardly change, but a clipped x is a constant
and jax.grad returns exactly 0 beyond the bound; sigmoid(-90) becomes 2e-9 as well. Use a form that needs
no clipping.

zh: 你在 exp 之前截断 x，以免上溢。数值几乎不变，但被截断的 x 是常数，jax.grad 在界限之外恰好返回 0；而且 sigmoid(-90) 变成了 2e-9。请使用不需要截断的写法。

Caught by: far from zero
"""

import math

import jax
import jax.numpy as jnp


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return jnp.where(x > 0, x, 0.0)


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    x = jnp.clip(x, -20.0, 20.0)
    return 1 / (1 + jnp.exp(-x))


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
