"""One row, then vmap; scatter undoes the sort."""

import jax
import jax.numpy as jnp


def greedy(logits):
    return jnp.argmax(logits, axis=-1)


def filter_row(row, temperature, top_k, top_p):
    scaled = row / temperature
    order = jnp.argsort(-scaled)
    ranks = jnp.zeros_like(order).at[order].set(jnp.arange(len(row)))
    scaled = jnp.where(ranks < jnp.where(top_k > 0, top_k, len(row)), scaled, -jnp.inf)
    p = jax.nn.softmax(scaled)[order]
    above = jnp.concatenate([jnp.zeros(1, p.dtype), jnp.cumsum(p)[:-1]])
    keep = jnp.logical_or(above[ranks] < top_p, top_p == 1)
    return jnp.where(keep, scaled, -jnp.inf)


filter_logits = jax.jit(jax.vmap(filter_row, in_axes=(0, None, None, None)))


@jax.jit
def sample(logits, key, temperature, top_k, top_p):
    filtered = filter_logits(logits, temperature, top_k, top_p)
    keys = jax.random.split(key, len(filtered))
    return jax.vmap(jax.random.categorical)(keys, filtered)
