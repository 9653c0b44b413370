"""A chain of conds instead of a switch, a scan instead of a fori_loop, a while_loop that carries f(x)."""

import jax
import jax.numpy as jnp
from jax import lax


def newton(f, x, tol, most):
    def step(state):
        slope = jax.grad(f)(state["x"])
        x = state["x"] - state["value"] / slope
        return {"x": x, "value": f(x), "steps": state["steps"] + 1}

    start = {"x": x, "value": f(x), "steps": jnp.zeros((), jnp.int32)}
    end = lax.while_loop(lambda s: jnp.logical_and(jnp.abs(s["value"]) > tol, s["steps"] < most), step, start)
    return end["x"], end["steps"]


def dispatch(branches, index, x):
    first, *others = branches
    if not others:
        return first(x)
    return lax.cond(index <= 0, first, lambda x: dispatch(others, index - 1, x), x)


def iterate(f, x, n):
    return lax.scan(lambda y, _: (f(y), None), x, length=n)[0]
