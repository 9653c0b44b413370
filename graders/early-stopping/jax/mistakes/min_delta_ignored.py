"""Every smaller loss resets your count, however small the difference is. `min_delta` is the least that
counts as an improvement.

zh: 损失只要变小一点，你的计数就归零。`min_delta` 是算作改进的最小差值。

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
    better = loss < state["loss"]

    def choose(new, old):
        return jnp.where(better, new, old)

    waited = choose(0, state["waited"] + 1)
    state = {
        "loss": choose(loss, state["loss"]),
        "params": jax.tree.map(choose, params, state["params"]),
        "waited": waited,
    }
    return state, waited >= patience


def best(state):
    """Return the weights of the best epoch."""
    return state["params"]
