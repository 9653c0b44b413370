"""You read the old state after the step that it was donated to. Its arrays are deleted by then, and JAX
raises. What you need of it must be copied before, or computed inside the step.

zh: 你在捐出旧状态的那一步之后又去读它。这时它的数组已被删除，JAX 会抛出异常。需要的东西必须事先复制，或者在这一步里面计算。

Caught by: values of a training
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
        new, value = step(state, x, y)
        if not losses or value < min(losses):
            best = jax.tree.map(jnp.copy, state["params"])
        losses.append(value)
        state = new
    return state, best, losses
