"""You return the logits in sorted order. Column 0 is then the best token's logit, whatever its id: put each
one back in its token's column.

zh: 你返回的 logits 仍是排序后的次序。于是第 0 列总是最优词元的 logit，无论它的编号是多少：应把每个值放回其词元所在的列。

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
    scaled = logits / temperature
    order = jnp.argsort(-scaled, axis=1, stable=True)  # (batch, vocab); equals stay in the order of their ids
    ranked = jnp.take_along_axis(scaled, order, axis=1)
    ranks = jnp.arange(logits.shape[1])
    ranked = jnp.where((ranks < top_k) | (top_k == 0), ranked, -jnp.inf)
    p = jax.nn.softmax(ranked, axis=1)
    before = p.cumsum(axis=1) - p  # the probability of all tokens above this one
    ranked = jnp.where((before < top_p) | (top_p >= 1), ranked, -jnp.inf)
    return ranked


@jax.jit
def sample(logits, key, temperature, top_k, top_p):
    """Return one token for each row, drawn from the filtered distribution."""
    return jax.random.categorical(key, filter_logits(logits, temperature, top_k, top_p), axis=1)
