"""Kaiming and Xavier initialisation in JAX.

Weights have the shape (in, out) or (*kernel, in, out). Fill in
the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def fans(shape):
    """Return the pair (fan_in, fan_out)."""
    # TODO
    return 1, 1


def kaiming_normal(key, shape):
    """Return weights of variance 2 / fan_in, normal."""
    # TODO: key is a typed key; shape is a tuple
    return jnp.zeros(shape)


def kaiming_uniform(key, shape):
    """Return weights of variance 2 / fan_in, uniform."""
    # TODO
    return jnp.zeros(shape)


def xavier_normal(key, shape):
    """Of variance 2 / (fan_in + fan_out), normal."""
    # TODO
    return jnp.zeros(shape)


def xavier_uniform(key, shape):
    """Of variance 2 / (fan_in + fan_out), uniform."""
    # TODO
    return jnp.zeros(shape)
