"""A small library."""

import pytest

from kata.content import Library
from tests.practice.made import bank, question


@pytest.fixture
def library() -> Library:
    """Three topics of ten questions each: a0 … a9, b0 … b9, c0 … c9; levels and frameworks in turn."""
    levels = ("junior", "mid", "senior")
    frameworks = (("jax",), ("torch",), ("torch", "jax"), ())
    return Library(
        [
            bank(topic, *(question(f"{topic}{i}", levels[i % 3], frameworks[i % 4]) for i in range(10)))
            for topic in "abc"
        ],
        [],
    )
