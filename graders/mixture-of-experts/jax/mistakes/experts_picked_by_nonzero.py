"""The experts of a token are found by flatnonzero, whose length depends on the weights. Under jit that is
no shape, and JAX raises ConcretizationTypeError. lax.top_k gives k places whatever the values; or let
all experts see all tokens.

zh: 用 flatnonzero 找出每个词元的专家，其长度取决于权重的数值。在 jit 之下这不成其为形状，JAX 会抛出 ConcretizationTypeError。lax.top_k 无论数值如何都给出 k 个位置；也可以让所有专家处理所有词元。

Caught by: as a compiled program
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
    out = []
    for token, row in zip(x, weights):
        own = jnp.flatnonzero(row)
        hidden = jax.nn.relu(jnp.einsum("d,edh->eh", token, p["w1"][own]) + p["b1"][own])
        y = jnp.einsum("eh,ehd->ed", hidden, p["w2"][own]) + p["b2"][own]
        out.append(row[own] @ y)
    return jnp.stack(out)


def load_balancing_loss(logits, k):
    """Return experts * sum(f * P): 1 for even load, more for an uneven one."""
    experts = logits.shape[1]
    chosen = lax.top_k(logits, k)[1]
    f = jnp.bincount(chosen.ravel(), length=experts) / chosen.size  # the share of all choices
    return experts * (f * jax.nn.softmax(logits, axis=-1).mean(axis=0)).sum()


def objective(p, x, weights):
    """Return the sum of moe(x, p, 2) * weights, a scalar to differentiate."""
    return (moe(x, p, 2) * weights).sum()
