"""Six activations, in JAX.

Fill in the bodies; keep the names. Each takes an array of any
shape and size of numbers, and jax.grad must be able to go
through it.
"""

import jax
import jax.numpy as jnp


def relu(x):
    """Return max(x, 0); its derivative at 0 is 0."""
    # TODO
    return jnp.zeros_like(x)


def sigmoid(x):
    """Return 1 / (1 + exp(-x))."""
    # TODO: exp(-x) overflows for x = -10000. What becomes of
    # the derivative then?
    return jnp.zeros_like(x)


def tanh(x):
    """Return (exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    # TODO: inf / inf is nan. Is it a sigmoid in disguise?
    return jnp.zeros_like(x)


def silu(x):
    """Return x sigmoid(x)."""
    # TODO
    return jnp.zeros_like(x)


def gelu(x):
    """Return x Phi(x), Phi = (1 + erf(x / sqrt(2))) / 2."""
    # TODO: jax.lax.erf is allowed
    return jnp.zeros_like(x)


def gelu_tanh(x):
    """Return x (1 + tanh(u)) / 2.

    u = sqrt(2 / pi) (x + 0.044715 x³)
    """
    # TODO
    return jnp.zeros_like(x)


# All at once, compiled. Leave it as it is.
@jax.jit
def all_of_them(x):
    """Return the six values."""
    return (
        relu(x),
        sigmoid(x),
        tanh(x),
        silu(x),
        gelu(x),
        gelu_tanh(x),
    )
