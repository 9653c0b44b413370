"""You call the loss for its value and differentiate it again for the gradient, so each step pays for two
forward passes. `jax.value_and_grad` gives both from one.

zh: 你先调用损失得到它的值，又为了梯度再运行一次，因此每一步都付出两次前向计算。`jax.value_and_grad` 一次就能给出两者。

Caught by: the loss runs once
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    grads, _aux = jax.grad(loss, argnums=(0, 1), has_aux=True)(params, x, y)
    return grads


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    value, aux = loss(params, x, y)
    grads, _ = jax.grad(loss, has_aux=True)(params, x, y)
    new_params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
