"""You update the entries that this loss happens to have, by name. Any other pytree, here a tuple, breaks
it. `jax.tree.map` walks through several trees at once, whatever their structure.

zh: 你按名称逐个更新这个损失恰好有的条目。换成别的 pytree（这里是元组）就会出错。无论什么结构，`jax.tree.map` 都能同时遍历几棵树。

Caught by: another pytree, under jit
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
        velocity = {name: momentum * velocity[name] + grads[name] for name in ("w", "b")}
        params = {name: params[name] - lr * velocity[name] for name in ("w", "b")}
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
