"""Both branches of where are computed and differentiated. In the one that is not taken exp overflows; its
gradient of 0 times inf is nan, and the sum with the right branch is nan too. Make the argument of exp
safe before where chooses.

zh: where 的两个分支都会被计算并求导。没有选中的分支里 exp 上溢，梯度 0 乘 inf 得 nan，再与正确的分支相加也是 nan。应在 where 选择之前就让 exp 的自变量安全。

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
    return jnp.where(x >= 0, 1 / (1 + jnp.exp(-x)), jnp.exp(x) / (1 + jnp.exp(x)))


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
