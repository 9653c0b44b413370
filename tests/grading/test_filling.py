"""Cloze questions: the filled code is run, confined; without its framework the filling is compared."""

import pytest

from kata.grading.filling import run_filling

from .test_service import cloze

QUESTION = cloze(
    setup="import numpy as np\nx = np.arange(6.0).reshape(2, 3)",
    code="m = x.mean({{1}})\nprint({{2}})",
    proof="assert m.shape == (2, 1)\nassert printed.strip() == '3'",
    answers=(("axis=1, keepdims=True", "x.shape[1]"), ("axis=-1, keepdims=True", "x.shape[-1]")),
)


@pytest.mark.parametrize("fillings", [["axis=1, keepdims=True", "x.shape[1]"], ["-1, keepdims=1", "len(x[0])"]])
def test_every_filling_that_does_the_same_passes(pool, fillings):
    assert run_filling(QUESTION, fillings, pool=pool).passed


@pytest.mark.parametrize(
    ("fillings", "said"),
    [
        (["axis=0", "3"], "AssertionError"),
        (["axis=1, keepdims=True", "x.oops"], "AttributeError"),
        (["axis=(", "3"], "SyntaxError"),
        (["axis=1, keepdims=True", "__import__('os')._exit(0)"], "status 0"),
    ],
)
def test_a_filling_that_does_something_else_fails_with_the_reason(pool, fillings, said):
    result = run_filling(QUESTION, fillings, pool=pool)
    assert not result.passed
    assert result.executed
    assert said in result.message


def test_what_the_code_raises_is_left_to_a_test_that_looks_at_it(pool):
    question = cloze(code="{{1}}", proof="assert isinstance(raised, ZeroDivisionError)", answers=(("1 / 0",),))
    assert run_filling(question, ["2 / 0"], pool=pool).passed
    assert not run_filling(question, ["2 / 1"], pool=pool).passed


def test_without_the_framework_fillings_are_compared_and_it_is_said(pool, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    right = run_filling(QUESTION, ["axis = 1, keepdims = True", " x.shape[ 1 ]"], pool=pool)
    wrong = run_filling(QUESTION, ["axis=0", "x.shape[1]"], pool=pool)
    assert right.passed
    assert not right.executed
    assert "compared" in right.message
    assert not wrong.passed
