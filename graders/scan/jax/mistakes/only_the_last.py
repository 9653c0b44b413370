"""Your step returns None as its output, so scan has nothing to stack and `all` is None. Return the new
average twice: once as the carry, once to be collected.

zh: 你的单步返回 None 作为输出，scan 没有东西可堆叠，`all` 就是 None。请把新的平均值返回两次：一次作为 carry，一次供收集。

Caught by: contract
"""

import jax
import jax.numpy as jnp


def momentum_average(start, xs, decay):
    """Return the last average and all of them: (d,), (t, d)."""

    def step(h, x):
        h = decay * h + (1 - decay) * x
        return h, None

    return jax.lax.scan(step, start, xs)


def train(loss, params, x, y, lr, momentum):
    """Return the parameters after one step for each batch, and each batch's loss before its step."""

    def step(carry, batch):
        params, velocity = carry
        value, grads = jax.value_and_grad(loss)(params, *batch)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
