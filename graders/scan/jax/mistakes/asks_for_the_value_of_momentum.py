"""You ask in Python whether momentum is 0. Where the caller compiles `train`, it is a tracer without a
value, and JAX raises TracerBoolConversionError. With a momentum of 0 the formula is right as it stands.

zh: 你在 Python 里判断 momentum 是否为 0。调用者编译 `train` 时，它是没有值的追踪对象，JAX 抛出 TracerBoolConversionError。momentum 为 0 时，公式本来就对。

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
        if momentum > 0:
            grads = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        velocity = grads
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
