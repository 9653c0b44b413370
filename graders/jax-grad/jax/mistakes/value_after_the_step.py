"""value and aux are those of the new parameters. They cost another run of the loss, and whoever plots them
sees a curve shifted by one step. Return what `jax.value_and_grad` gave.

zh: value 和 aux 是新参数所对应的。这样要再运行一次损失，画出的曲线也会错开一步。请返回 `jax.value_and_grad` 给出的结果。

Caught by: value and aux
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
    value, aux = loss(new_params, x, y)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
