"""One argument at a time, the others closed over; the whole step compiled."""

from functools import partial

import jax


def sensitivities(loss, params, x, y):
    d_params = jax.grad(lambda p: loss(p, x, y)[0])(params)
    d_x = jax.grad(lambda inputs: loss(params, inputs, y)[0])(x)
    return d_params, d_x


@partial(jax.jit, static_argnums=0)
def step(loss, params, x, y, lr):
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    leaves, structure = jax.tree.flatten(params)
    moved = [p - lr * g for p, g in zip(leaves, jax.tree.leaves(grads), strict=True)]
    return structure.unflatten(moved), value, aux


def curvature(f, t):
    slope = lambda s: jax.value_and_grad(f)(s)[1]
    return jax.value_and_grad(slope)(t)[1]
