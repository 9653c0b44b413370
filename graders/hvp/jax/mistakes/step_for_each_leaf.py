"""You compute a step size for each leaf. H mixes the leaves, so the directions are conjugate only if `⟨a,
b⟩` sums over all of them, and all move by the same `alpha`.

zh: 你为每个叶子各算了一个步长。H 把各个叶子混在一起，所以只有 `⟨a, b⟩` 对所有叶子求和、并且大家都用同一个 `alpha` 时，方向才是共轭的。

Caught by: Newton direction
"""

import jax
import jax.numpy as jnp


def hvp(f, x, v):
    """Return H v, where H is the Hessian of f at x, in the structure of x."""
    return jax.jvp(jax.grad(f), (x,), (v,))[1]


def dot(a, b):
    """Return the sum of all products of two trees of one structure."""
    return sum(jax.tree.leaves(jax.tree.map(lambda p, q: jnp.sum(p * q), a, b)))


def axpy(t, a, b):
    """Return t * a + b, leaf by leaf."""
    return jax.tree.map(lambda p, q: t * p + q, a, b)


def top_curvature(f, x, start, steps):
    """Return the Rayleigh quotient after some steps of power iteration, shape ()."""
    v = start
    for _ in range(steps):
        w = hvp(f, x, v)
        v = jax.tree.map(lambda leaf, norm=jnp.sqrt(dot(w, w)): leaf / norm, w)
    return dot(v, hvp(f, x, v)) / dot(v, v)


def newton_direction(f, x, steps):
    """Return d with H d = -gradient, after some steps of conjugate gradients from zero."""
    grads, product = jax.linearize(jax.grad(f), x)
    d = jax.tree.map(jnp.zeros_like, x)
    residual = jax.tree.map(jnp.negative, grads)
    p, square = residual, dot(residual, residual)
    for _ in range(steps):
        h_p = product(p)
        alpha = square / dot(p, h_p)
        own = jax.tree.map(lambda r, q, h: jnp.sum(r * r) / jnp.sum(q * h), residual, p, h_p)
        d = jax.tree.map(lambda t, q, e: t * q + e, own, p, d)
        residual = axpy(-alpha, h_p, residual)
        last, square = square, dot(residual, residual)
        p = axpy(square / last, p, residual)
    return d
