"""Unrolls its training where lax.scan was asked for: a program that grows with the number of steps.

kata: jax, appended
verdict: refused
requires: jax.lax.scan
says: jax\.lax\.scan
"""

from functools import partial


@partial(jax.jit, static_argnums=4)
def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        value, grads = jax.value_and_grad(loss)(params, x, y)
        params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
        losses.append(value)
    return params, jnp.stack(losses)
