"""Trainings from the same parameters on the same data: where steps are small, and where products decide."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .data import he
from .oracle import Params, Sizes, descend
from .submission import module

RATE = 0.02
Problem = tuple[Params, np.ndarray, np.ndarray, np.ndarray]


@race(Text(en="200 steps, 64 examples, 10-50-1", zh="200 步，64 个样本，10-50-1"))
def small(subject: Runner, rng: np.random.Generator) -> None:
    """Microseconds an operation: starting one costs more than what it does."""
    train(subject, int(rng.integers(2**31)), (10, 50, 1), 64, 200)


@race(Text(en="10 steps, 512 examples, 128-512-256-1", zh="10 步，512 个样本，128-512-256-1"))
def large(subject: Runner, rng: np.random.Generator) -> None:
    """Milliseconds a product. No two sizes are equal: a weight's shape says how it lies."""
    train(subject, int(rng.integers(2**31)), (128, 512, 256, 1), 512, 10)


def train(subject: Runner, seed: int, sizes: Sizes, examples: int, steps: int) -> None:
    """Train in float32 and compare the losses with the judge's."""
    params, x, y, losses = problem(seed, sizes, examples, steps)
    torch = subject.framework == "torch"
    with subject.aside():
        start = module(subject, params, "float32") if torch else subject.held(params)
    result = subject.call("train", start, subject.held(x), subject.held(y), RATE, steps)
    got = np.array(result if torch else result[1], float)
    expect_close(got, losses, rtol=1e-4, atol=1e-5, what=Text(en="losses", zh="losses"))


@cache
def problem(seed: int, sizes: Sizes, examples: int, steps: int) -> Problem:
    """Return parameters, x, y and the losses before each step, in float64; the same in each lap."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(examples, sizes[0]))
    params, y = he(rng, sizes), (x[:, 0] * x[:, 1] > 0).astype(float)
    return params, x, y, np.array(descend(params, x, y, RATE, steps)[1])
