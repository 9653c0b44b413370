"""What graders expect, and the messages when it is not so."""

import numpy as np
import pytest

from kata.grading import CheckFailed, Deleted, Handle, Text
from kata.grading.expect import expect_close, expect_dtype, expect_equal, expect_finite, expect_shape
from kata.grading.wire import BFLOAT16

WHAT = Text(en="loss", zh="损失")


def message_of(function, *args, **named) -> str:
    with pytest.raises(CheckFailed) as found:
        function(*args, what=WHAT, **named)
    return str(found.value)


def test_close_values_pass_in_trees_of_any_kind():
    tree = {"a": [np.ones((2, 3)), (1.0, np.float32(2))], "b": None}
    expect_close({"a": (np.ones((2, 3)) + 1e-12, [1, 2.0]), "b": None}, tree, rtol=1e-9, what=WHAT)


def test_equal_infinities_and_nans_pass_where_they_are_expected():
    expect_close(np.array([np.inf, np.nan]), np.array([np.inf, np.nan]), rtol=1e-9, what=WHAT)


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (np.array([1.0, 2.5]), np.array([1.0, 2.0]), "loss[1]: expected 2, got 2.5; 1 of 2 values differ."),
        (2.5, 2.0, "loss: expected 2, got 2.5."),
        (np.ones(3), np.ones((3, 1)), "loss: expected shape (3, 1), got (3,)."),
        (np.ones(2, int), np.ones(2), "loss: expected a floating dtype, got int64."),
        (
            np.array([1.0, np.nan]),
            np.ones(2),
            "loss: 1 of 2 values are NaN or infinite; the first is nan at index [1].",
        ),
        (np.array([-np.inf, 2]), np.array([np.inf, 2]), "loss[0]: expected inf, got -inf"),
        ([np.ones(1)], [np.ones(1)] * 2, "loss: expected 2 items, got a list of 1 items."),
        (np.ones(2), [1.0, 1.0], "loss: expected 2 items, got an array of shape (2,) and dtype float64."),
        ({"a": 1.0}, {"b": 1.0}, "loss: expected a dict with the keys ['b'], got a dict with the keys ['a']."),
        ([[1.0], [2.0]], [[1.0], [3.0]], "loss[1][0]: expected 3, got 2."),
        (Handle(0, "Tensor"), 1.0, "loss: expected an array or a number, got an object of type Tensor."),
        (Deleted(), 1.0, "loss: expected an array or a number, got a buffer that was donated and is gone."),
        (None, 1.0, "loss: expected an array or a number, got None."),
        ("text", 1.0, "loss: expected an array or a number, got 'text'."),
        (np.array([2.0, 4.0, 6.0]), np.array([1.0, 2.0, 3.0]), "every value is 2 times the expected one."),
    ],
)
def test_the_message_says_expected_got_and_where(got, expected, said):
    assert said in message_of(expect_close, got, expected, rtol=1e-9)


def test_a_relative_and_an_absolute_tolerance_add():
    expect_close(np.array([1.1]), np.array([1.0]), rtol=0.05, atol=0.06, what=WHAT)
    assert "expected 1" in message_of(expect_close, np.array([1.1]), np.array([1.0]), rtol=0.05, atol=0.04)


def test_the_hint_follows_and_code_and_place_name_the_failure():
    with pytest.raises(CheckFailed) as found:
        expect_close([1.0, 5.0], [1.0, 2.0], rtol=1e-9, what=WHAT, hint=Text(en="Look.", zh="看。"))
    assert str(found.value).endswith("\nLook.")
    assert (found.value.code, found.value.place) == ("values", "loss[1]")


def test_empty_arrays_are_not_close_to_full_ones():
    assert "expected shape" in message_of(expect_close, np.empty(0), np.ones(3), rtol=1e-9)


def test_a_number_has_the_shape_of_a_scalar():
    expect_shape(1.5, (), what=WHAT)
    assert "expected shape (), got (1,)" in message_of(expect_shape, np.ones(1), ())


def test_dtypes_are_named_as_the_framework_names_them():
    expect_dtype(np.zeros(2, BFLOAT16), "bfloat16", what=WHAT)
    assert "expected dtype float32, got bfloat16" in message_of(expect_dtype, np.zeros(2, BFLOAT16), "float32")


def test_finiteness_is_looked_for_in_trees():
    expect_finite([1.0, {"a": np.ones(2), "b": np.arange(2)}], what=WHAT)
    assert "loss[1]['a']: 1 of 2" in message_of(expect_finite, [1.0, {"a": np.array([0, np.inf])}])


@pytest.mark.parametrize(("got", "expected"), [(True, 1), (1, True), ("a", "b"), (None, 0), (np.ones(1), 1)])
def test_equality_is_not_fooled_by_kinds(got, expected):
    assert "expected" in message_of(expect_equal, got, expected)


def test_exactly_equal_trees_pass():
    expect_equal([1, np.arange(3)], [1, np.arange(3)], what=WHAT)
    for same in ("a", None, True, 3, 2.5):
        expect_equal(same, same, what=WHAT)


@pytest.mark.parametrize(
    ("expected", "got", "said"),
    [
        ((5,), (5, 1), "an axis of length 1 too many, axis 1"),
        ((5, 1), (5,), "keepdims=True"),
        ((3, 5), (5, 3), "transposed"),
        ((2, 3, 5), (3, 2, 5), "another order"),
        ((5,), (), "All axes were reduced"),
        ((), (5,), "not reduced to one number"),
        ((5,), (5, 5), "broadcast to (n, n)"),
        ((5, 3), (1, 3), "An axis was reduced"),
        ((5,), (4,), ""),
    ],
)
def test_a_wrong_shape_names_its_usual_cause(expected, got, said):
    sentences = [f"thing: expected shape {expected}, got {got}."]
    for compare in (
        lambda: expect_shape(np.zeros(got), expected, what=Text(en="thing", zh="thing")),
        lambda: expect_close(np.zeros(got), np.zeros(expected), rtol=0, what=Text(en="thing", zh="thing")),
    ):
        with pytest.raises(CheckFailed) as caught:
            compare()
        assert str(caught.value).startswith(sentences[0])
        assert said in str(caught.value)
        assert bool(said) is (str(caught.value) != sentences[0])


@pytest.mark.parametrize("form", [list, np.array])
def test_nan_in_a_training_is_told_with_its_first_step(form):
    losses = form([0.5, 0.25, float("nan"), float("inf")])
    with pytest.raises(CheckFailed, match="nan first appears at step 12") as caught:
        expect_close(losses, [0.5, 0.2, 0.1, 0.0], rtol=0.5, what=Text(en="losses", zh="losses"), first_step=10)
    assert caught.value.code == "not finite"
    expect_close(losses[:2], form([0.5, 0.25]), rtol=0, what=Text(en="losses", zh="losses"), first_step=10)
