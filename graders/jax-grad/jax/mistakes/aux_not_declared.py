"""The loss returns a pair, and `jax.grad` differentiates scalars alone, so it raises TypeError. Say
`has_aux=True`: then only the first of the two is differentiated, and the second is handed through.

zh: 损失返回的是一对值，而 `jax.grad` 只对标量求导，所以抛出 TypeError。请写上 `has_aux=True`：这样只对第一个求导，第二个原样传出。

Caught by: contract
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    return jax.grad(loss, argnums=(0, 1))(params, x, y)


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    new_params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
