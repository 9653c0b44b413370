"""You record every smaller loss, improvement or not. Steps smaller than `min_delta` then never add up, and
a slow but steady training is stopped.

zh: 不论是否算改进，只要损失更小你就记录。小于 `min_delta` 的进步于是永远无法累积，缓慢而稳定的训练会被停掉。

Caught by: min_delta
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state before the first epoch."""
    return {
        "loss": jnp.array(jnp.inf),
        "params": params,
        "waited": jnp.zeros((), int),
    }


def update(state, loss, params, patience, min_delta):
    """Return (state, stop)."""
    # False for NaN: that is no improvement
    better = loss < state["loss"] - min_delta

    def choose(new, old):
        return jnp.where(better, new, old)

    waited = choose(0, state["waited"] + 1)
    state = {
        "loss": jnp.fmin(loss, state["loss"]),
        "params": jax.tree.map(choose, params, state["params"]),
        "waited": waited,
    }
    return state, waited >= patience


def best(state):
    """Return the weights of the best epoch."""
    return state["params"]
