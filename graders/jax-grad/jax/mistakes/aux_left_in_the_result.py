"""With `has_aux=True`, `jax.grad` returns `(grads, aux)`, and you returned both. The gradients are the
first of the two.

zh: 使用 `has_aux=True` 时，`jax.grad` 返回 `(grads, aux)`，你把两者一起返回了。梯度是其中的第一个。

Caught by: contract
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    return jax.grad(loss, argnums=(0, 1), has_aux=True)(params, x, y)


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    new_params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
