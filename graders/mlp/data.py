"""What submissions are tried on: small problems, extreme ones, and three tasks to learn."""

from itertools import pairwise

import numpy as np

from .oracle import Array, Params, Sizes, forward

SIZES, BATCH = (3, 5, 4, 1), 7  # odd and unequal: a transposed or broadcast array cannot hide


def he(rng: np.random.Generator, sizes: Sizes, bias: float = 0.0) -> Params:
    """Return W ~ N(0, 2 / fan_in), b ~ N(0, bias²)."""
    return [(rng.normal(size=(m, n)) * np.sqrt(2 / m), rng.normal(size=n) * bias) for m, n in pairwise(sizes)]


def as_float32(array: Array) -> Array:
    """Round to what float32 holds, so that both precisions see the same numbers."""
    return array.astype(np.float32).astype(np.float64)


def small_problem(rng: np.random.Generator) -> tuple[Params, Array, Array]:
    """Return parameters, x (7, 3), y (7,): both signs before every ReLU, and nothing near its kink."""
    while True:
        params = [(as_float32(w), as_float32(b)) for w, b in he(rng, SIZES, bias=0.5)]
        x = as_float32(rng.normal(size=(BATCH, SIZES[0])))
        before_relu = [forward(params[:k], x) for k in range(1, len(SIZES))]
        if all(np.abs(z).min() > 0.01 and z.min() < -0.1 and z.max() > 0.1 for z in before_relu):
            return params, x, rng.permutation([0.0, 1, 0, 1, 1, 0, 1])


def extreme_problem(rng: np.random.Generator) -> tuple[Params, Array, Array]:
    """Return a problem whose logits are ±1000, some confidently right and some confidently wrong."""
    w1, w2, w3 = (np.zeros(shape) for shape in pairwise(SIZES))
    w1[0, :2], w2[0, 0], w2[1, 1], w3[:2, 0] = (1, -1), 1, 1, (1, -1)
    params = [(w1, np.full(5, -1.0)), (w2, np.full(4, -1.0)), (w3, np.zeros(1))]
    order = rng.permutation(BATCH)
    x = np.c_[[1002.0, 1002, 1002, 1002, -1002, -1002, 1002], np.zeros((BATCH, 2))][order]  # two ReLUs take 1 each
    return params, x, np.array([0.0, 0, 0, 1, 1, 0, 1])[order]


def moons(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two interleaved half circles."""
    y, t = np.arange(n) % 2, rng.uniform(0, np.pi, n)
    x = np.where(y[:, None], np.c_[1 - np.cos(t), 0.5 - np.sin(t)], np.c_[np.cos(t), np.sin(t)])
    return as_float32(x - [0.5, 0.25] + 0.15 * rng.normal(size=(n, 2))), y.astype(float)


def spirals(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two arms of one turn each."""
    y, r = np.arange(n) % 2, np.sqrt(rng.uniform(0.02, 1, n))
    angle = 2 * np.pi * r + np.pi * y
    x = 2 * r[:, None] * np.c_[np.cos(angle), np.sin(angle)]
    return as_float32(x + 0.05 * rng.normal(size=(n, 2))), y.astype(float)


def xor(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Four blobs, labelled by the parity of their corner."""
    corner = rng.integers(0, 2, size=(n, 2))
    return as_float32(2.0 * corner - 1 + 0.3 * rng.normal(size=(n, 2))), (corner.sum(1) % 2).astype(float)


TASKS = {"moons": moons, "spirals": spirals, "XOR": xor}
