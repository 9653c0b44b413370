"""The average begins as the very arrays of the parameters. Donated together they would have to become two
results in one place: JAX refuses to donate the same buffer twice. Copy one of them.

zh: 滑动平均一开始就是参数的那些数组本身。一起捐出时，同一处内存得变成两个结果：JAX 拒绝把同一个缓冲区捐两次。请复制其中之一。

Caught by: values of a training
"""

from functools import partial

import jax
import jax.numpy as jnp


def init(params):
    """Return the first state: no two of its arrays, and none of the caller's, share memory."""
    params = jax.tree.map(jnp.copy, params)
    return {"params": params, "velocity": jax.tree.map(jnp.zeros_like, params), "average": params}


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
        before = jax.tree.map(jnp.copy, state["params"])  # the step will give them away
        state, value = step(state, x, y)
        if not losses or value < min(losses):
            best = before
        losses.append(value)
    return state, best, losses
