"""The mean probabilities are cut off from autodiff. The counts f have no derivative, so P is all that the
loss can push: without it nothing becomes balanced.

zh: 平均概率被从自动微分中切断了。计数 f 没有导数，损失只能通过 P 起作用：没有它，负载永远不会均衡。

Caught by: gradient of the balancing loss
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
    f = jnp.bincount(chosen.ravel(), length=experts) / chosen.size  # the share of all choices
    return experts * (f * jax.lax.stop_gradient(jax.nn.softmax(logits, axis=-1).mean(axis=0))).sum()


def objective(p, x, weights):
    """Return the sum of moe(x, p, 2) * weights, a scalar to differentiate."""
    return (moe(x, p, 2) * weights).sum()
