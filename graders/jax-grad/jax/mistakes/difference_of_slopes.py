"""You take the second derivative as a difference of two slopes. It is right to ten digits in float64 and
to none in float32, where so small a step drowns in rounding. `jax.grad(f)` can be differentiated itself.

zh: 你用两个斜率之差求二阶导数。在 float64 下它约有十位正确，在 float32 下一位也不对：这么小的步长会淹没在舍入误差里。`jax.grad(f)` 本身可以再求导。

Caught by: curvature
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    grads, _aux = jax.grad(loss, argnums=(0, 1), has_aux=True)(params, x, y)
    return grads


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    new_params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return (jax.grad(f)(t + 1e-5) - jax.grad(f)(t - 1e-5)) / 2e-5
