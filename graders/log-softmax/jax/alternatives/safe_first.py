"""Impossible slices are replaced by zeros before anything is computed, and their results by -inf afterwards."""

import jax.numpy as jnp


def logsumexp(x, axis):
    possible = jnp.any(x > -jnp.inf, axis=axis, keepdims=True)
    safe = jnp.where(possible, x, 0.0)
    largest = jnp.max(safe, axis=axis, keepdims=True)
    total = largest + jnp.log(jnp.sum(jnp.exp(safe - largest), axis=axis, keepdims=True))
    return jnp.where(possible, total, -jnp.inf).squeeze(axis)


def log_softmax(x, axis):
    total = jnp.expand_dims(logsumexp(x, axis), axis)
    return jnp.where(total == -jnp.inf, x, x - total)


def log_softmax_grad(x, upstream, axis):
    weights = jnp.exp(x - x.max(axis, keepdims=True))
    return upstream - weights * (upstream.sum(axis, keepdims=True) / weights.sum(axis, keepdims=True))
