"""You multiply by the temperature. A high temperature must flatten the distribution: divide.

zh: 你乘以了温度。温度高时分布应该更平：要用除法。

Caught by: temperature
"""

import jax
import jax.numpy as jnp


def greedy(logits):
    """Return the most probable token of each row; of equals the lower id."""
    return logits.argmax(axis=1)


@jax.jit
def filter_logits(logits, temperature, top_k, top_p):
    """Return logits / temperature, with -inf for tokens outside top-k and top-p."""
    scaled = logits * temperature
    order = jnp.argsort(-scaled, axis=1, stable=True)  # (batch, vocab); equals stay in the order of their ids
    ranked = jnp.take_along_axis(scaled, order, axis=1)
    ranks = jnp.arange(logits.shape[1])
    ranked = jnp.where((ranks < top_k) | (top_k == 0), ranked, -jnp.inf)
    p = jax.nn.softmax(ranked, axis=1)
    before = p.cumsum(axis=1) - p  # the probability of all tokens above this one
    ranked = jnp.where((before < top_p) | (top_p >= 1), ranked, -jnp.inf)
    return jnp.take_along_axis(ranked, jnp.argsort(order, axis=1), axis=1)  # back to the order of ids


@jax.jit
def sample(logits, key, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    return jax.random.categorical(key, filter_logits(logits, temperature, top_k, top_p), axis=1)
