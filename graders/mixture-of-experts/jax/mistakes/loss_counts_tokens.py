"""The counts are divided by the tokens and not by all choices, tokens * k: f sums to k, and the loss of an
even load is k instead of 1.

zh: 计数除以了词元数，而不是全部选择数 tokens * k：f 之和为 k，负载均匀时损失是 k 而不是 1。

Caught by: balancing loss
"""

import jax
import jax.numpy as jnp
from jax import lax


def route(logits, k):
    """Return the experts' weights for each token: (tokens, experts), 0 for all but k of them."""
    top, chosen = lax.top_k(logits, k)  # (tokens, k)
    places = jax.nn.one_hot(chosen, logits.shape[1], dtype=logits.dtype)  # (tokens, k, experts)
    return jnp.einsum("tk,tke->te", jax.nn.softmax(top, axis=-1), places)


def moe(x, p, k):
    """Return each token's weighted sum over its k experts: (tokens, d)."""
    weights = route(x @ p["router"], k)  # (tokens, experts)
    hidden = jax.nn.relu(jnp.einsum("td,edh->teh", x, p["w1"]) + p["b1"])
    y = jnp.einsum("teh,ehd->ted", hidden, p["w2"]) + p["b2"]  # every expert's output for every token
    return jnp.einsum("te,ted->td", weights, y)


def load_balancing_loss(logits, k):
    """Return experts * sum(f * P): 1 for even load, more for an uneven one."""
    experts = logits.shape[1]
    chosen = lax.top_k(logits, k)[1]
    f = jnp.bincount(chosen.ravel(), length=experts) / len(logits)  # the share of all choices
    return experts * (f * jax.nn.softmax(logits, axis=-1).mean(axis=0)).sum()


def objective(p, x, weights):
    """Return the sum of moe(x, p, 2) * weights, a scalar to differentiate."""
    return (moe(x, p, 2) * weights).sum()
