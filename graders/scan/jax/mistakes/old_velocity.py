"""You move by the velocity from before this step, so the first step goes nowhere and all others lag by one.
Update the velocity, then move by it.

zh: 你用的是这一步之前的 velocity，于是第一步原地不动，其余各步都慢一拍。应先更新 velocity，再用它移动。

Caught by: losses
"""

import jax
import jax.numpy as jnp


def momentum_average(start, xs, decay):
    """Return the last average and all of them: (d,), (t, d)."""

    def step(h, x):
        h = decay * h + (1 - decay) * x
        return h, h

    return jax.lax.scan(step, start, xs)


def train(loss, params, x, y, lr, momentum):
    """Return the parameters after one step for each batch, and each batch's loss before its step."""

    def step(carry, batch):
        params, velocity = carry
        value, grads = jax.value_and_grad(loss)(params, *batch)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
