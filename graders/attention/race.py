"""Attention forwards, over heads of some hundred positions."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .grader import OUT, Arrays, attention

SHAPE = (4, 256, 64)  # heads, positions, d


@race(Text(en="4 heads, 256 positions, d = 64", zh="4 个头，256 个位置，d = 64"))
def forward(subject: Runner, rng: np.random.Generator) -> None:
    """Two products and a softmax over 65,536 scores a head."""
    arrays, expected = problem(int(rng.integers(2**31)))
    held = map(subject.held, arrays)
    expect_close(subject.call("attention", *held), expected, rtol=1e-3, atol=1e-4, what=OUT)


@cache
def problem(seed: int) -> tuple[Arrays, np.ndarray]:
    """Return q, k, v and the output; the same in each lap."""
    arrays = tuple(np.random.default_rng(seed).normal(size=(3, *SHAPE)))
    return arrays, attention(*arrays)
