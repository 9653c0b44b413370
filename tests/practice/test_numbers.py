"""Numbers and shapes are read as people write them, and refused rather than misread."""

import math
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.practice.numbers import AnswerError, read_number, read_shape


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("203530", 203530),
        ("203,530", 203530),
        ("203 530", 203530),
        ("203_530", 203530),
        ("12,345,678.5", 12345678.5),
        ("1e-3", 1e-3),
        ("1E5", 1e5),
        ("1.5×10^-3", 1.5e-3),
        ("2^20", 2**20),
        ("2**20", 2**20),
        ("784*256 + 256", 784 * 256 + 256),
        ("3/4", 0.75),
        ("½", 0.5),
        ("-5", -5),
        ("−5", -5),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("007", 7),
        ("0", 0),
        ("50%", 0.5),
        ("100万", 1_000_000),
        ("2亿", 200_000_000),
        ("203.5k", 203_500),
        ("12 parameters", 12),
        ("１２", 12),
        ("inf", math.inf),
        ("-∞", -math.inf),
    ],
)
def test_a_number_is_read_as_a_person_writes_it(typed, value):
    assert read_number(typed) == value


def test_not_a_number_is_a_number_that_can_be_answered():
    assert math.isnan(read_number("nan"))


@pytest.mark.parametrize(
    "typed", ["many", "", "2,3", "0,001", "1;2", "(1", "9**9**9", "1/0", "1" * 500, "__import__('os')"]
)
def test_what_is_no_number_is_refused_with_examples(typed):
    with pytest.raises(AnswerError, match=r"203530, 0\.5, 1e-3"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["16", "16 MB", "16MB", "16 mb"])
def test_the_unit_asked_for_may_stand_behind(typed):
    assert read_number(typed, ("MB (1 MB = 10^6 bytes)",)) == 16


def test_a_unit_in_the_singular_is_the_same_unit():
    assert read_number("3 step", ("steps", "步")) == read_number("3 步", ("steps", "步")) == 3


def test_percent_asked_for_is_not_divided():
    assert read_number("50%", ("%",)) == 50


def test_another_unit_is_refused_not_misread():
    with pytest.raises(AnswerError, match="asked in MB"):
        read_number("16 GB", ("MB",))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_back_from_its_own_notation(value):
    assert read_number(repr(value)) == value


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_every_integer_is_read_with_and_without_separators(value):
    assert read_number(f"{value:,}") == read_number(f"{value:_}") == read_number(str(value)) == value


@settings(max_examples=300)
@given(st.text(max_size=30) | st.text(alphabet="0123456789.,eE+-*/^() %kM'_", max_size=30))
def test_no_text_makes_the_reader_of_numbers_stumble(text):
    with suppress(AnswerError):
        assert isinstance(read_number(text), float)


@pytest.mark.parametrize(
    "typed",
    [
        "(8, 16)",
        "8x16",
        "8×16",
        "8,16",
        "8 16",
        "[8 16]",
        "[8, 16]",
        "torch.Size([8, 16])",
        "8 * 16",
        "（8，16）",
        "shape: (8,16)",
    ],
)
def test_a_shape_is_read_as_a_person_writes_it(typed):
    assert read_shape(typed) == (8, 16)


@pytest.mark.parametrize("typed", ["()", "[]", "scalar", "标量", "torch.Size([])", "( )"])
def test_a_scalar_has_the_empty_shape(typed):
    assert read_shape(typed) == ()


@pytest.mark.parametrize("typed", ["8", "(8,)", "[8]"])
def test_one_axis_needs_no_comma(typed):
    assert read_shape(typed) == (8,)


@pytest.mark.parametrize("typed", ["", "  ", "batch", "(8, -1)", "(8, n)", "8.5", "1" * 5000])
def test_what_is_no_shape_is_refused_with_an_example(typed):
    with pytest.raises(AnswerError, match=r"\(8, 16\)"):
        read_shape(typed)


@given(st.lists(st.integers(min_value=0, max_value=10**9)).map(tuple))
def test_every_shape_is_read_back_from_python_s_notation(shape):
    assert read_shape(str(shape)) == shape
