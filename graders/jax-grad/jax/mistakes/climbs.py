"""You add lr times the gradient: the gradient points uphill, so the loss grows. Descent subtracts it.

zh: 你加上了 lr 乘梯度：梯度指向上坡，损失因此增大。下降应当减去它。

Caught by: one step of descent
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    grads, _aux = jax.grad(loss, argnums=(0, 1), has_aux=True)(params, x, y)
    return grads


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    new_params = jax.tree.map(lambda p, g: p + lr * g, params, grads)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
