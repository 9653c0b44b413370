"""Control flow that depends on values, under jit, in JAX."""

import jax
import jax.numpy as jnp


def newton(f, x, tol, most):
    """Return (x, steps): a root of f by Newton's method.

    f: () -> (). x, tol, most: traced arrays, ().
    Goes on while |f(x)| > tol and steps < most.
    steps: an integer array, ().
    """
    # TODO: a loop whose length depends on values
    return x, jnp.asarray(0)


def dispatch(branches, index, x):
    """Return branches[index](x), the index clamped.

    branches: a list of functions, (d,) -> (d,).
    index: a traced integer; x: (d,).
    """
    # TODO: run one of them; Python does not know which
    return branches[0](x)


def iterate(f, x, n):
    """Return f applied n times to x; n: a Python integer.

    Differentiable in reverse; f is not traced n times.
    """
    # TODO: which loop knows its length beforehand?
    return f(x)
