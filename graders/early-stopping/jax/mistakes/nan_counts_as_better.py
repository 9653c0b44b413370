"""You ask whether the loss is not large enough to be bad: `not loss >= …`. NaN makes every comparison
False, so it is recorded as the best. Ask for `loss < …`.

zh: 你判断的是损失“没有差到算坏”：`not loss >= …`。NaN 使任何比较都为 False，于是被记录为最好。应判断 `loss < …`。

Caught by: equal losses and NaN
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
    better = ~(loss >= state["loss"] - min_delta)

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
