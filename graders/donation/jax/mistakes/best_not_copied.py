"""You remember the best parameters by another name for the same arrays. The step that follows deletes them,
and nothing is left of `best`. Copy before the step.

zh: 你只是给同样的数组起了另一个名字，就当作记住了最好的参数。随后的那一步会删除它们，`best` 什么也没剩下。请在那一步之前复制。

Caught by: best parameters
"""

from functools import partial

import jax
import jax.numpy as jnp


def init(params):
    """Return the first state: no two of its arrays, and none of the caller's, share memory."""
    return {
        "params": jax.tree.map(jnp.copy, params),
        "velocity": jax.tree.map(jnp.zeros_like, params),
        "average": jax.tree.map(jnp.copy, params),
    }


def make_step(loss, lr, momentum, decay):
    """Return step(state, x, y) -> (state, value), compiled; the old state's memory becomes the new one's."""

    @partial(jax.jit, donate_argnums=0)
    def step(state, x, y):
        value, grads = jax.value_and_grad(loss)(state["params"], x, y)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, state["velocity"], grads)
        params = jax.tree.map(lambda p, v: p - lr * v, state["params"], velocity)
        average = jax.tree.map(lambda a, p: decay * a + (1 - decay) * p, state["average"], params)
        return {"params": params, "velocity": velocity, "average": average}, value

    return step


def train(step, params, batches):
    """Return the last state, the parameters with the lowest loss, and all losses."""
    state, losses, best = init(params), [], None
    for x, y in batches:
        before = state["params"]
        state, value = step(state, x, y)
        if not losses or value < min(losses):
            best = before
        losses.append(value)
    return state, best, losses
