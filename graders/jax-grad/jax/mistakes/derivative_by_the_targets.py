"""You differentiated with respect to arguments 0 and 2, that is params and y. Arguments are counted from 0:
x is number 1. Only where x and y have one shape does nothing else give this away.

zh: 你对第 0 和第 2 个参数求了导，也就是 params 和 y。参数从 0 数起：x 是第 1 个。只要 x 与 y 形状相同，别处就看不出这个错误。

Caught by: contract
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    grads, _aux = jax.grad(loss, argnums=(0, 2), has_aux=True)(params, x, y)
    return grads


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    new_params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
