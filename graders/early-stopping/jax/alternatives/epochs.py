"""The epochs are counted; the stop is how far the best one lies behind."""

import jax
import jax.numpy as jnp


def init(params):
    return [jax.tree.map(jnp.zeros_like, params), jnp.zeros(3)]  # epoch, best epoch, best loss


@jax.jit
def update(state, loss, params, patience, min_delta):
    kept, (epoch, record, level) = state[0], state[1]
    better = (epoch == 0) | (level - loss > min_delta)
    epoch = epoch + 1
    kept = jax.tree.map(lambda new, old: jax.lax.select(jnp.full(old.shape, better), new, old), params, kept)
    record, level = jnp.where(better, epoch, record), jnp.where(better, loss, level)
    return [kept, jnp.stack([epoch, record, level])], epoch - record >= patience


def best(state):
    return state[0]
