"""Functions to differentiate, and what a submission spends on it."""

from math import prod

import jax
import jax.numpy as jnp
import numpy as np

WIDTH, LAYERS = 40, 5


@jax.jit
def twist(x):
    """Return five numbers made of three: (3,) -> (5,)."""
    a, b, c = x
    return jnp.stack([a * b, jnp.sin(c), a**2 * c, jnp.exp(b), b * c**2])


@jax.jit
def scores(params):
    """Return two numbers made of a tree of parameters: -> (2,)."""
    return jnp.tanh(params["w"] @ params["w"].T).sum(axis=1) * params["b"]


def deep(x, outputs):
    """Return `outputs` numbers from a deep, wide network: (n,) -> (outputs,)."""
    h = np.cos(np.arange(WIDTH * len(x), dtype=x.dtype).reshape(WIDTH, len(x))) @ x
    for k in range(LAYERS):
        h = jnp.tanh(h + k)
    return np.sin(np.arange(outputs * WIDTH, dtype=x.dtype).reshape(outputs, WIDTH)) @ h


def work(jacobian, inputs, outputs):
    """Return how many numbers a Jacobian of `deep` computes, counted in its program, compared with `deep` itself."""
    x = jnp.linspace(0, 1, inputs)
    once = jax.make_jaxpr(lambda point: deep(point, outputs))(x)
    program = jax.make_jaxpr(lambda point: jacobian(lambda z: deep(z, outputs), point))(x)
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


def pushes(linearized, x, directions):
    """Return the value, the derivatives in several directions, and how often f ran before and after the first."""
    runs = []

    def counted(z):
        runs.append(None)
        return twist(z)

    y, push = linearized(counted, x)
    before = len(runs)
    return y, [push(v) for v in directions], before, len(runs) - before
