"""You take the k largest distances: the farthest points. Sort in ascending order.

zh: 你取了最大的 k 个距离，即最远的点。应按升序排序。

Caught by: neighbours
"""

from functools import partial

import jax
import jax.numpy as jnp


def distances(x, queries):
    """Return the distance of each query to each point: (m, n)."""
    return jnp.sqrt(((queries[:, None, :] - x) ** 2).sum(axis=-1))


def smallest(d, k):
    """Return where the k smallest of each row are, the smaller index first among equals: (m, k)."""
    return jax.lax.top_k(d, k)[1]


def most_frequent(labels, classes):
    """Return the most frequent of each row's labels, (m, k), the smallest among equals: (m,)."""
    votes = (labels[..., None] == jnp.arange(classes)).sum(axis=1)  # (m, classes)
    return votes.argmax(axis=1)


@partial(jax.jit, static_argnames="k")
def neighbours(x, queries, k):
    """Return the indices of the k points nearest to each query: (m, k)."""
    return smallest(distances(x, queries), k)


@partial(jax.jit, static_argnames=["k", "classes"])
def classify(x, labels, queries, k, classes):
    """Return the class that most of the k neighbours have: (m,)."""
    return most_frequent(labels[neighbours(x, queries, k)], classes)


@partial(jax.jit, static_argnames="k")
def regress(x, values, queries, k):
    """Return the neighbours' mean by inverse distance, or the plain mean of those at distance 0: (m,)."""
    d = distances(x, queries)
    found = smallest(d, k)
    d = jnp.take_along_axis(d, found, axis=1)  # (m, k)
    exact = d == 0
    weights = jnp.where(exact.any(axis=1, keepdims=True), exact, 1 / d)
    return (weights * values[found]).sum(axis=1) / weights.sum(axis=1)


@partial(jax.jit, static_argnames=["k", "classes"])
def leave_one_out(x, labels, k, classes):
    """Return the share of points that the k nearest others classify as they are labelled."""
    d = jnp.where(jnp.eye(len(x), dtype=bool), jnp.inf, distances(x, x))  # nobody is its own neighbour
    return (most_frequent(labels[smallest(d, k)], classes) == labels).mean()
