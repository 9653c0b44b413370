"""You ask for `<=`, so an equal loss counts as an improvement, and a loss that stays the same never stops
the training.

zh: 你用的是 `<=`，于是相等的损失也算改进，损失一直不变时训练永远不会停。

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
    better = loss <= state["loss"] - min_delta

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
