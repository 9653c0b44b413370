"""Gradient descent, and what it is a long way round to."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .grader import Params, begin, best, descend, problem, train

RATE, STEPS, ROWS, FEATURES = 0.02, 200, 256, 8


@race(Text(en="200 steps, 256 rows, 8 features", zh="200 步，256 行，8 个特征"))
def steps(subject: Runner, rng: np.random.Generator) -> None:
    """Each step is a handful of operations on little data."""
    params, x, y, losses = descent(int(rng.integers(2**31)))
    with subject.aside():
        model = begin(subject, params, "float32")
    _, got = train(subject, model, subject.held(x), subject.held(y), RATE, STEPS, precision="float32")
    expect_close(np.array(got, float), losses, rtol=1e-3, atol=1e-4, what=Text(en="losses", zh="losses"))


@race(Text(en="the closed form, 2000 rows, 50 features", zh="闭式解，2000 行，50 个特征"))
def solution(subject: Runner, rng: np.random.Generator) -> None:
    """Linear algebra, which all three libraries hand on."""
    x, y, w = equations(int(rng.integers(2**31)))
    got = subject.call("closed_form", subject.held(x), subject.held(y))[0]
    expect_close(got, w, rtol=1e-2, atol=1e-3, what=Text(en="w", zh="w"))


@cache
def descent(seed: int) -> tuple[Params, np.ndarray, np.ndarray, np.ndarray]:
    """Return parameters, x, y and the loss before each step; the same in each lap."""
    params, x, y = problem(np.random.default_rng(seed), ROWS, FEATURES)
    return params, x, y, np.array(descend(params, x, y, RATE, STEPS)[1])


@cache
def equations(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, y and the weights that fit best."""
    _, x, y = problem(np.random.default_rng(seed), 2000, 50)
    return x, y, best(x, y)[0]
