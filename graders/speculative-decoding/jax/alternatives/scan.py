"""A scan over the positions, which carries whether a sequence is still going."""

import jax
import jax.numpy as jnp


@jax.jit
def pick(probabilities, uniforms):
    cumulative = jax.lax.cumsum(probabilities, axis=1)
    total = cumulative[:, -1]
    return jnp.sum(cumulative <= (uniforms * total)[:, None], axis=1)


@jax.jit
def residual(target, draft):
    rest = jnp.where(target > draft, target - draft, 0.0)
    total = rest.sum(axis=1, keepdims=True)
    return jnp.where(total == 0, target, rest / total)


@jax.jit
def verify(target, draft, tokens, uniforms):
    rows = jnp.arange(len(tokens))
    last = uniforms[:, -1]

    def step(going, inputs):
        p, q, token, u = inputs
        accepted = going & (u < p[rows, token] / q[rows, token])
        drawn = pick(residual(p, q), last)
        return accepted, jnp.where(accepted, token, jnp.where(going, drawn, -1))

    columns = [x.swapaxes(0, 1) for x in (target[:, :-1], draft, tokens, uniforms[:, :-1])]
    going, output = jax.lax.scan(step, jnp.ones(len(tokens), bool), tuple(columns))
    bonus = jnp.where(going, pick(target[:, -1], last), -1)
    return jnp.concatenate([output, bonus[None]]).T
