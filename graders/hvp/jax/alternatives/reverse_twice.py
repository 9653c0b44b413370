"""Reverse over reverse: the gradient of <gradient, v>; leaves in lists."""

import jax
import jax.numpy as jnp


def inner(a, b):
    return sum(jnp.vdot(p, q) for p, q in zip(jax.tree.leaves(a), jax.tree.leaves(b), strict=True))


def hvp(f, x, v):
    return jax.grad(lambda point: inner(jax.grad(f)(point), v))(x)


def top_curvature(f, x, start, steps):
    product = jax.jit(lambda u: hvp(f, x, u))
    v, image = start, product(start)
    for _ in range(steps):
        scale = 1 / jnp.sqrt(inner(image, image))
        v = jax.tree.map(lambda leaf, s=scale: s * leaf, image)
        image = product(v)
    return inner(v, image) / inner(v, v)


def newton_direction(f, x, steps):
    product = jax.jit(lambda u: hvp(f, x, u))
    gradient = jax.grad(f)(x)
    d = jax.tree.map(lambda leaf: 0 * leaf, x)
    for k in range(steps):
        # The residual anew from its definition: one more product in each step.
        r = jax.tree.map(lambda h, g: -h - g, product(d), gradient)
        square = inner(r, r)
        p = r if k == 0 else jax.tree.map(lambda a, b, t=square / last: a + t * b, r, p)
        last = square
        alpha = square / inner(p, product(p))
        d = jax.tree.map(lambda a, b, t=alpha: a + t * b, d, p)
    return d
