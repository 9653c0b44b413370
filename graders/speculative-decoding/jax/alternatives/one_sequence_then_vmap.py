"""One sequence, then vmap; argmax finds first places."""

import jax
import jax.numpy as jnp


def pick_one(p, u):
    cumulative = jnp.cumsum(p)
    return jnp.argmax(cumulative > u * cumulative[-1])


def residual_one(p, q):
    rest = jnp.clip(p - q, 0)
    rest = jnp.where(rest.any(), rest, p)
    return rest / rest.sum()


def verify_one(target, draft, tokens, uniforms):
    k = len(tokens)
    at = jnp.arange(k)
    rejected = uniforms[:-1] >= target[at, tokens] / draft[at, tokens]
    first = jnp.where(rejected.any(), jnp.argmax(rejected), k)
    last = jnp.where(first < k, residual_one(target[first], draft[jnp.minimum(first, k - 1)]), target[k])
    place = jnp.arange(k + 1)
    kept = jnp.where(place < first, jnp.append(tokens, -1), -1)
    return kept.at[first].set(pick_one(last, uniforms[-1]))


pick = jax.jit(jax.vmap(pick_one))
residual = jax.jit(jax.vmap(residual_one))
verify = jax.jit(jax.vmap(verify_one))
