"""Weights of all epochs are kept, the best chosen at the end; errors instead of means are collected."""

import jax
import jax.numpy as jnp
import numpy as np


def errors(params, x, y):
    w, b = params
    return x @ w + b - y


def loss(params, x, y):
    return jnp.mean(errors(params, x, y) ** 2)


@jax.jit
def step(params, x, y, lr):
    grads = jax.grad(loss)(params, x, y)
    new = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new, jnp.sum(errors(params, x, y) ** 2)


def fit(params, train, valid, orders, batch_size, lr):
    x, y = (np.asarray(array) for array in train)
    kept, history = [], []
    validate = jax.jit(loss)
    for order in np.asarray(orders):
        sums = []
        for rows in np.split(order, range(batch_size, len(order), batch_size)):
            params, squares = step(params, x[rows], y[rows], lr)
            sums.append(squares)
        kept.append(params)
        history.append([float(sum(sums)) / len(order), float(validate(params, *valid))])
    return kept[int(np.argmin([row[1] for row in history]))], history
