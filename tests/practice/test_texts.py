"""Output and code are compared as a person would compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.practice.texts import announces_nameless_error, same_printed, tight


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("tensor([1., 2.])", "tensor([ 1., 2.])"),
        ("[1,2]", "[1, 2]"),
        ("tensor([1.0, 2.0])", "tensor([1., 2.])"),
        ('{"a": 1}', "{'a': 1}"),
        ("'abc'", "abc"),
        ("1\n2\n", "1\n2"),
        ("1\n\n2", "1\n2"),
        ("  1  \r\n\t2", "1\n2\n"),
        ("a   b", "a b"),
        ("nothing", ""),
        ("无输出", "\n"),
    ],
)
def test_spacing_quotes_and_zeros_do_not_count(typed, printed):
    assert same_printed(typed, printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("1 2", "12"), ("1\n2", "1 2"), ("1", "1.0"), ("1 -1", "1-1"), ("abc", "Abc"), ("2", "2\n3"), ("1.5", "15")],
)
def test_what_a_person_would_call_different_is(typed, printed):
    assert not same_printed(typed, printed)


@pytest.mark.parametrize(
    "typed",
    [
        "ValueError",
        "raises ValueError",
        "It raises ValueError: bad",
        "ValueError('bad')",
        "抛出 ValueError",
        "valueerror",
    ],
)
def test_an_exception_may_come_with_or_without_its_message(typed):
    assert same_printed(typed, "", "ValueError")


def test_a_qualified_exception_is_the_same_and_any_class_can_be_named():
    assert same_printed("jax.errors.TracerBoolConversionError", "", "TracerBoolConversionError")
    assert same_printed("1\nUnsupported: x", "1\n", "torch._dynamo.exc.Unsupported")


def test_what_is_printed_before_the_exception_counts():
    assert same_printed("1\nRuntimeError", "1\n", "RuntimeError")
    assert not same_printed("RuntimeError", "1\n", "RuntimeError")
    assert not same_printed("1", "1\n", "RuntimeError")
    assert not same_printed("1\nRuntimeError", "1\n")
    assert not same_printed("TypeError", "", "ValueError")


@pytest.mark.parametrize(
    ("typed", "announced"),
    [("error", True), ("1\nraises ", True), ("报错", True), ("ValueError", False), ("error\n1", False), ("", False)],
)
def test_an_error_without_its_name_is_noticed(typed, announced):
    assert announces_nameless_error(typed) is announced


@given(st.text())
def test_comparing_is_settled_after_one_pass(text):
    assert tight(tight(text)) == tight(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="?")))
def test_every_output_is_the_same_as_itself(text):
    assert same_printed(text, text)
