"""A Python `if` looks at the values. It works on concrete arrays, but under jit they are tracers without
values, and JAX raises TracerBoolConversionError. The stable form is right for every x: use it always.

zh: Python 的 `if` 要查看数值。对具体的数组这行得通，但在 jit 之下它们是没有值的追踪器（tracer），JAX 会抛出 TracerBoolConversionError。稳定的写法对任何 x 都正确：始终使用它即可。

Caught by: every call alike
"""

import math

import jax
import jax.numpy as jnp


def relu(x):
    """Return max(x, 0), with the derivative 0 at 0."""
    return jnp.where(x > 0, x, 0.0)


def sigmoid(x):
    """Return 1 / (1 + exp(-x)) where x >= 0, else exp(x) / (1 + exp(x)): the same, without overflow."""
    if jnp.abs(x).max() < 20:
        return 1 / (1 + jnp.exp(-x))
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
