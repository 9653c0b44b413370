"""A function that writes into its arguments fails; one that does not passes."""

import numpy as np
import pytest

from kata.grading import CheckFailed, expect_unchanged
from kata.grading.subject import Subject, Surroundings

SOURCE = """
def pure(x, pair):
    return x + pair[0]

def writes(x, pair):
    pair[1] += 1
    return x

def takes(x, pair):
    pair.pop()
    return x
"""


@pytest.fixture
def subject(submit):
    submission = submit(SOURCE)
    with submission.open() as worker:
        yield Subject("numpy", "cpu", worker, Surroundings(submission.open, submission.open_clean))


def arguments():
    return np.arange(3.0), [np.ones(2), np.zeros(2)]


def test_a_pure_function_passes(subject):
    x, pair = arguments()
    expect_unchanged(subject, "pure", np.ones(2), pair)
    assert (x == arguments()[0]).all()


def test_writing_into_an_array_fails_with_its_place(subject):
    with pytest.raises(CheckFailed, match="the arguments after writes") as caught:
        expect_unchanged(subject, "writes", *arguments())
    assert caught.value.place.endswith("[1][1]")
    assert "new array" in str(caught.value)


def test_another_structure_fails_too(subject):
    with pytest.raises(CheckFailed):
        expect_unchanged(subject, "takes", *arguments())
