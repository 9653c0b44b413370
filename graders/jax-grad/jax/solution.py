"""Derivatives of functions that are handed in: argnums, has_aux, value_and_grad, and grad of grad."""

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
    return jax.grad(jax.grad(f))(t)
