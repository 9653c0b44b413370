"""A comparison of all pairs gives ranks and sums without a sort; Gumbel noise draws."""

import jax
import jax.numpy as jnp


def greedy(logits):
    return jnp.argmax(logits, axis=1)


@jax.jit
def filter_logits(logits, temperature, top_k, top_p):
    scaled = logits / temperature
    ids = jnp.arange(logits.shape[1])
    mine, theirs = scaled[:, :, None], scaled[:, None, :]
    above = (theirs > mine) | ((theirs == mine) & (ids[None, :] < ids[:, None]))  # (batch, token, other)
    limit = jnp.where(top_k > 0, top_k, logits.shape[1])
    scaled = jnp.where(above.sum(axis=2) < limit, scaled, -jnp.inf)
    p = jax.nn.softmax(scaled, axis=1)
    before = (above * p[:, None, :]).sum(axis=2)
    return jnp.where((before < top_p) | (top_p >= 1), scaled, -jnp.inf)


@jax.jit
def sample(logits, key, temperature, top_k, top_p):
    filtered = filter_logits(logits, temperature, top_k, top_p)
    return jnp.argmax(filtered + jax.random.gumbel(key, filtered.shape), axis=1)
