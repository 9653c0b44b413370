"""The training is a Python loop over the batches. Under jit it is unrolled: program and compile time grow
with the number of batches. scan compiles one step for all.

zh: 训练是对批量的 Python 循环。在 jit 之下它会被展开：程序与编译时间都随批量数增长。scan 只编译一步，供所有批量使用。

Caught by: a program that does not grow
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
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    carry, losses = (params, velocity), []
    for batch in zip(x, y, strict=True):
        carry, value = step(carry, batch)
        losses.append(value)
    return carry[0], jnp.stack(losses)
