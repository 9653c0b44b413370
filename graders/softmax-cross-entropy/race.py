"""The loss and its gradient by hand, for a batch as a small language model has it."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .grader import GRADIENT, LOSS, cross_entropy, softmax

ROWS, CLASSES = 256, 2000
Problem = tuple[np.ndarray, np.ndarray]


@race(Text(en="the loss, 256 rows of 2000 classes", zh="损失，256 行，2000 个类别"))
def loss(subject: Runner, rng: np.random.Generator) -> None:
    """What comes back is one number."""
    logits, labels = problem(int(rng.integers(2**31)))
    expected = cross_entropy(logits, labels)
    held = subject.held(logits), subject.held(labels)
    expect_close(subject.call(LOSS, *held), expected, rtol=1e-5, what=Text(en=LOSS, zh=LOSS))


@race(Text(en="the gradient, 256 rows of 2000 classes", zh="梯度，256 行，2000 个类别"))
def gradient(subject: Runner, rng: np.random.Generator) -> None:
    """What comes back is as large as the logits."""
    logits, labels = problem(int(rng.integers(2**31)))
    expected = softmax(logits)
    expected[np.arange(ROWS), labels] -= 1
    held = subject.held(logits), subject.held(labels)
    what = Text(en=GRADIENT, zh=GRADIENT)
    expect_close(subject.call(GRADIENT, *held), expected / ROWS, rtol=1e-3, atol=1e-8, what=what)


@cache
def problem(seed: int) -> Problem:
    """Return logits and labels; the same in each lap."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(ROWS, CLASSES)), rng.integers(CLASSES, size=ROWS)
