"""YAML is read by the rules of version 1.2, and every value knows its line."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kata.content.source import Document, c_loader, parse_document, read_document

HERE = Path("bank.yaml")


def parse(text: str) -> Document:
    return parse_document(HERE, text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("true", True),
        ("False", False),
        ("012", "012"),
        ("0x10", "0x10"),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("12:30:00", "12:30:00"),
        ("2026-11-30", "2026-11-30"),
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("-17", -17),
        ("+3", 3),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
        ("~", None),
        ("null", None),
        ('"5"', "5"),
        ("'true'", "true"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_plain_scalars_mean_what_they_mean_in_yaml_1_2(written: str, value: Any) -> None:
    document = parse(f"key: {written}\n")
    assert document.faults == ()
    assert document.value == {"key": value}
    assert type(document.value["key"]) is type(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_that_python_writes_is_read_as_that_number(number: float) -> None:
    value = parse(f"key: {number!r}\n").value["key"]
    assert isinstance(value, float)
    assert value == number


@pytest.mark.slow
@given(
    st.recursive(
        st.text() | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_what_a_yaml_writer_quotes_comes_back_unchanged(value: Any) -> None:
    written = yaml.safe_dump({"key": value})
    if "&" in written.replace("'&", ""):  # the writer made an anchor
        return
    document = parse(written)
    assert document.faults == ()
    assert document.value == {"key": value}


@given(st.text())
def test_any_text_is_parsed_or_refused_with_a_line(text: str) -> None:
    document = parse(text)
    assert document.faults or document.value is not None or text.strip()
    assert all(fault.line >= 1 for fault in document.faults)


def test_values_know_the_line_of_their_key() -> None:
    document = parse("a: 1\nb:\n  - c: 2\n    d: |\n      text\n      more\n  -\n    e: 3\n")
    assert document.line(("b", 0, "d")) == 4
    assert document.start(("b", 0, "d")) == 5
    assert document.line(("b", 1, "e")) == 8
    assert document.line(("b", 1, "unknown")) == 8


def test_a_key_that_stands_twice_is_a_fault_at_the_second() -> None:
    document = parse("a: 1\nb: 2\na: 3\n")
    assert [(fault.line, fault.message) for fault in document.faults] == [(3, "'a' stands here twice")]
    assert document.value["a"] == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: [1,\n", 3, "not valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        ("a: 1\nb: \x07\n", 2, "not valid YAML"),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("a: &x [*x]\n", 1, "anchors and aliases"),
        ("a: 1\nb: !!python/object:os.system ls\n", 2, "is not allowed"),
        ("a: 1\nb: !!int 012\n", 2, "is not allowed"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("", 1, "the file is empty"),
        ("a: 1\nb: " + "[" * 100_000, 2, "nested too deeply"),
        ("a: 1\n" + "- " * 100_000, 2, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_line(text: str, line: int, message: str) -> None:
    fault = parse(text).faults[0]
    assert fault.line == line
    assert message in fault.message


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    assert [(fault.line, fault.message) for fault in read_document(path).faults] == [(2, "not UTF-8 text")]


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    assert [fault.message for fault in read_document(tmp_path / "bank.yaml").faults] == ["the file is missing"]


def test_a_missing_c_loader_is_said_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    with pytest.warns(RuntimeWarning, match="8 times slower"):
        assert c_loader() is yaml.SafeLoader
