"""Your products are cheap, but `top_curvature` makes one of each unit vector, which is the whole Hessian, and
multiplies by that. For a million parameters it doesn't fit anywhere: each step needs a single product.

zh: 你的乘积很便宜，但 `top_curvature` 对每个单位向量都求一次乘积，也就是整个黑塞矩阵，再与它相乘。参数有一百万个时，它哪里都放不下：每一步只需要一次乘积。

Caught by: the price of a product
"""

import jax
import jax.flatten_util
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
    v, unravel = jax.flatten_util.ravel_pytree(start)
    column = lambda unit: jax.flatten_util.ravel_pytree(hvp(f, x, unravel(unit)))[0]
    h = jax.vmap(column)(jnp.eye(v.size, dtype=v.dtype))
    for _ in range(steps):
        v = h @ v
        v = v / jnp.sqrt(v @ v)
    return v @ h @ v / (v @ v)


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
