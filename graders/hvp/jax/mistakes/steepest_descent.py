"""Each step goes along the residual, so this is steepest descent: it undoes in one step what it has gained
in another. Conjugate gradients add a multiple of the last direction, `p = r + beta p`.

zh: 每一步都沿着残差走，这就是最速下降：这一步会抵消上一步的成果。共轭梯度要加上上一个方向的倍数，`p = r + beta p`。

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
        d = axpy(alpha, p, d)
        residual = axpy(-alpha, h_p, residual)
        square = dot(residual, residual)
        p = residual
    return d
