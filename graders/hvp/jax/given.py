"""Functions with curvature, and the price of what a submission does with one."""

from math import prod

import jax
import jax.numpy as jnp

LARGE = 200


@jax.jit
def saddle(x):
    """Return a scalar of three numbers whose curvature has both signs."""
    a, b, c = x
    return a**3 * b - jnp.cos(b) * c**2 + jnp.exp(a * c)


@jax.jit
def bowl(params):
    """Return a convex scalar of a tree: -> ()."""
    total = params["w"].sum(axis=1) + params["b"]
    return jnp.sum(jnp.cosh(total)) + jnp.sum(params["w"] ** 2) + 2 * jnp.sum(params["b"] ** 2)


@jax.jit
def quadratic(params):
    """Return a scalar of a tree whose Hessian is the same everywhere: diagonal, 1, 2, ... and -9."""
    w, b = params["w"], params["b"]
    weights = jnp.arange(1, w.size + 1, dtype=w.dtype).reshape(w.shape)
    return jnp.sum(weights * w**2) / 2 - 9 * jnp.sum(b**2) / 2 + jnp.sum(w) + b


def chain(x):
    """Return a scalar of many numbers: (n,) -> ()."""
    return jnp.sum(jnp.cos(x[1:] * x[:-1]))


def price(function, *rest):
    """Return how many numbers function(f, x, *rest) computes, counted in its program, compared with f(x) of 200 numbers.

    Where `rest` is empty, a direction is handed in.
    """
    x = jnp.linspace(0, 1, LARGE)
    once = jax.make_jaxpr(chain)(x)
    program = jax.make_jaxpr(lambda x, v: function(chain, x, *(rest or (v,))))(x, x)
    return numbers(program.jaxpr) / numbers(once.jaxpr)


def numbers(jaxpr):
    """Return how many numbers the equations of a program compute, inner programs included."""
    total = 0
    for equation in jaxpr.eqns:
        inner = [item for value in equation.params.values() for item in programs(value)]
        times = equation.params.get("length", 1) if equation.primitive.name == "scan" else 1
        total += times * sum(map(numbers, inner))
        if not inner:
            total += sum(prod(out.aval.shape) for out in equation.outvars)
    return total


def programs(value):
    """Return the programs in one parameter of an equation."""
    if isinstance(value, list | tuple):
        return [program for item in value for program in programs(item)]
    value = getattr(value, "jaxpr", value)
    return [value] if hasattr(value, "eqns") else []
