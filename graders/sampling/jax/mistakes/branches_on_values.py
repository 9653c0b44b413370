"""`if top_k > 0` needs a value, and under `jit` there is none: a tracer's bool is an error. Put the
condition into `jnp.where`.

zh: `if top_k > 0` 需要一个值，而在 `jit` 之下没有值：对追踪器取 bool 会出错。应把条件放进 `jnp.where`。

Caught by: as a compiled program
"""

import jax
import jax.numpy as jnp


def greedy(logits):
    """Return the most probable token of each row; of equals the lower id."""
    return logits.argmax(axis=1)


def filter_logits(logits, temperature, top_k, top_p):
    """Return logits / temperature, with -inf for tokens outside top-k and top-p."""
    scaled = logits / temperature
    order = jnp.argsort(-scaled, axis=1, stable=True)  # (batch, vocab); equals stay in the order of their ids
    ranked = jnp.take_along_axis(scaled, order, axis=1)
    ranks = jnp.arange(logits.shape[1])
    if top_k > 0:
        ranked = jnp.where(ranks < top_k, ranked, -jnp.inf)
    p = jax.nn.softmax(ranked, axis=1)
    before = p.cumsum(axis=1) - p  # the probability of all tokens above this one
    ranked = jnp.where((before < top_p) | (top_p >= 1), ranked, -jnp.inf)
    return jnp.take_along_axis(ranked, jnp.argsort(order, axis=1), axis=1)  # back to the order of ids


def sample(logits, key, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    return jax.random.categorical(key, filter_logits(logits, temperature, top_k, top_p), axis=1)
