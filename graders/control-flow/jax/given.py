"""Functions to iterate and to choose from, and the submission's functions called inside jax.jit."""

import jax
import jax.numpy as jnp


def cubic(x):
    """Return a polynomial whose one real root is 2."""
    return x**3 - x - 6


branches = [jnp.sqrt, jnp.square, lambda x: -x]


def logistic(x):
    """Return the next state of the logistic map."""
    return 2.9 * x * (1 - x)


def solved(newton, x, tol, most):
    """Return what `newton` gives for `cubic` inside jit."""
    return jax.jit(newton, static_argnums=0)(cubic, x, tol, most)


def chosen(dispatch, index, x):
    """Return the branch's value inside jit, and the gradient of its weighted sum."""

    def weighted(x, index):
        value = dispatch(branches, index, x)
        return (value * jnp.arange(1, len(x) + 1)).sum(), value

    (_, value), slope = jax.jit(jax.value_and_grad(weighted, has_aux=True))(x, index)
    return value, slope


def iterated(iterate, x, n):
    """Return the value inside jit, its derivative, and how often Python runs the function."""
    runs = []

    def counted(x):
        runs.append(None)
        return logistic(x)

    value, slope = jax.jit(jax.value_and_grad(lambda x: iterate(counted, x, n)))(x)
    return value, slope, len(runs)
