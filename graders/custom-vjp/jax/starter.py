"""Three functions with derivatives of their own, in JAX."""

import jax
import jax.numpy as jnp


@jax.custom_vjp
def log1pexp(x):
    """Return log(1 + exp(x)), elementwise."""
    # TODO: stable for large x, exact for small results
    return jnp.zeros_like(x)


def log1pexp_forward(x):
    """Return the result, and what backward needs."""
    return log1pexp(x), None


def log1pexp_backward(kept, g):
    """Return a tuple: one gradient for each argument."""
    # TODO
    return (jnp.zeros_like(g),)


log1pexp.defvjp(log1pexp_forward, log1pexp_backward)


def clip_gradient(x, bound):
    """Return x; its gradient is clipped to [-bound, bound].

    bound: (), an array; its gradient is 0.
    """
    # TODO: keep nothing of the size of x
    return x


def quantize(x, steps):
    """Return x in [0, 1], in multiples of 1 / steps.

    Straight through: gradient 1 for 0 <= x <= 1, else 0.
    steps: a Python number.
    """
    # TODO: steps is no array; nondiff_argnums
    return x
