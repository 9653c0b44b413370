"""The chosen experts' weights are gathered for each token: k products for each token."""

import jax
import jax.numpy as jnp


@jax.jit
def one_token(token, top, w1, b1, w2, b2):
    hidden = jax.nn.relu(jnp.einsum("d,kdh->kh", token, w1) + b1)
    return jax.nn.softmax(top) @ (jnp.einsum("kh,khd->kd", hidden, w2) + b2)


def route(logits, k):
    top, chosen = jax.lax.top_k(logits, k)
    rows = jnp.arange(len(logits))[:, None]
    return jnp.zeros_like(logits).at[rows, chosen].set(jax.nn.softmax(top))


def moe(x, p, k):
    top, chosen = jax.lax.top_k(x @ p["router"], k)
    return jax.vmap(one_token)(x, top, *(p[name][chosen] for name in ("w1", "b1", "w2", "b2")))


def load_balancing_loss(logits, k):
    mean = jax.nn.softmax(logits).mean(0)
    return logits.shape[1] * mean[jax.lax.top_k(logits, k)[1]].mean()


def objective(p, x, weights):
    return (moe(x, p, 2) * weights).sum()
