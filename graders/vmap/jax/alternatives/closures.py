"""What stays whole is closed over instead of marked by None; axes are moved by hand."""

import jax


def pair_up(f, rows, columns):
    return jax.vmap(f)(rows, columns.T)


def pairwise(f, a, b):
    return jax.vmap(lambda u: jax.vmap(lambda v: f(u, v))(b))(a)


def ensemble(predict, params, x):
    return jax.vmap(lambda one: predict(one, x))(params).T


def per_example_grads(loss, params, x, y):
    return jax.vmap(lambda x_i, y_i: jax.grad(loss)(params, x_i, y_i))(x, y)
