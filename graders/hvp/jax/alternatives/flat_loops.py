"""Trees as long vectors, loops compiled by lax, and the derivative of a derivative along a line."""

import jax
import jax.numpy as jnp
from jax import lax
from jax.flatten_util import ravel_pytree


def hvp(f, x, v):
    return jax.grad(lambda point: jax.jvp(f, (point,), (v,))[1])(x)


def flat(f, x):
    z, rebuild = ravel_pytree(x)
    return (lambda theta: f(rebuild(theta))), z, rebuild


def top_curvature(f, x, start, steps):
    g, z, _ = flat(f, x)
    unit = lambda a: a / jnp.linalg.norm(a)
    v = unit(ravel_pytree(start)[0])
    v = lax.fori_loop(0, steps, lambda _, u: unit(hvp(g, z, u)), v)
    return v @ hvp(g, z, v)


def newton_direction(f, x, steps):
    g, z, rebuild = flat(f, x)

    def step(state, _):
        d, r, p = state
        h_p = hvp(g, z, p)
        alpha = (r @ p) / (p @ h_p)
        d, r = d + alpha * p, r - alpha * h_p
        return (d, r, r - (r @ h_p) / (p @ h_p) * p), None

    r = -jax.grad(g)(z)
    (d, _, _), _ = lax.scan(step, (jnp.zeros_like(z), r, r), length=steps)
    return rebuild(d)
