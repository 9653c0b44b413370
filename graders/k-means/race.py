"""Rounds of Lloyd's algorithm on points that fall into clusters."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .grader import lloyd, pair

POINTS, CENTRES, FEATURES, ROUNDS = 2000, 16, 8, 10


@race(Text(en="10 rounds, 2000 points, 16 centres", zh="10 轮，2000 个点，16 个中心"))
def rounds(subject: Runner, rng: np.random.Generator) -> None:
    """All distances at once are an array of 256,000 numbers."""
    x, centres, expected = problem(int(rng.integers(2**31)))
    got = pair(subject.call("kmeans", subject.held(x), subject.held(centres), ROUNDS))[0]
    # In float32 a point may fall to the other of two centres that are equally near.
    expect_close(got, expected, rtol=0, atol=0.1, what=Text(en="the centres", zh="中心"))


@cache
def problem(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points, centres to begin with, and those that come of it; the same in each lap."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(0, 5, (CENTRES, FEATURES))
    x = middles[rng.integers(CENTRES, size=POINTS)] + rng.normal(size=(POINTS, FEATURES))
    centres = middles + rng.normal(size=middles.shape)
    return x, centres, lloyd(x, centres, ROUNDS)[0]
