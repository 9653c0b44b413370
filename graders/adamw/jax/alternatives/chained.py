"""Two transformations after each other, as Optax chains them: Adam's direction, then the decay added to it."""

import jax
import jax.numpy as jnp


def decay_mask(params):
    return jax.tree.map(lambda p: jnp.ndim(p) > 1, params)


def init(params):
    return jax.tree.map(lambda p: 0.0 * p, (params, params)), jnp.zeros((), jnp.int32)


def adam(grads, state, betas, eps):
    (m, v), t = state
    t = t + 1
    m = jax.tree.map(lambda m, g: betas[0] * m + (1 - betas[0]) * g, m, grads)
    v = jax.tree.map(lambda v, g: betas[1] * v + (1 - betas[1]) * g * g, v, grads)
    corrected = lambda tree, beta: jax.tree.map(lambda x: x / (1 - beta**t), tree)
    moves = jax.tree.map(
        lambda m, v: m / (jnp.sqrt(v) + eps), corrected(m, betas[0]), corrected(v, betas[1])
    )
    return moves, ((m, v), t)


def add_decay(moves, params, weight_decay, mask):
    return jax.tree.map(lambda u, p, on: jnp.where(on, u + weight_decay * p, u), moves, params, mask)


def update(params, grads, state, lr, betas, eps, weight_decay, mask):
    moves, state = adam(grads, state, betas, eps)
    moves = add_decay(moves, params, weight_decay, mask)
    return jax.tree.map(lambda p, u: p - lr * u, params, moves), state
