"""You compute all columns of the Hessian and multiply afterwards: as many passes as there are numbers, and
a matrix of their square. One pass in the direction v gives the product.

zh: 你先算出黑塞矩阵的所有列，再做乘法：有多少个数就要多少次，还要一个大小为其平方的矩阵。沿方向 v 只做一次，就得到乘积。

Caught by: the price of a product
"""

import jax
import jax.numpy as jnp
from jax.flatten_util import ravel_pytree


def hvp(f, x, v):
    """Return H v, where H is the Hessian of f at x, in the structure of x."""
    z, rebuild = ravel_pytree(x)
    slope = jax.grad(lambda theta: f(rebuild(theta)))
    columns = jax.vmap(lambda unit: jax.jvp(slope, (z,), (unit,))[1])(jnp.eye(len(z), dtype=z.dtype))
    return rebuild(columns.T @ ravel_pytree(v)[0])


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
        d = axpy(alpha, p, d)
        residual = axpy(-alpha, h_p, residual)
        last, square = square, dot(residual, residual)
        p = axpy(square / last, p, residual)
    return d
