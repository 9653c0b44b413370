"""One run lists every fault of a bank's structure, each with its line and a way out."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kata.content.fault import Fault
from kata.content.library import BankFile
from kata.content.source import parse_document

Lint = Callable[..., list[Fault]]
Spoil = Callable[[str, str], tuple[str, int]]


def test_the_examples_of_the_documentation_have_no_fault(demo: str, lint: Lint) -> None:
    assert lint(demo) == []


def test_the_examples_show_every_kind(demo: str, as_bank: Callable[[str], BankFile]) -> None:
    bank = as_bank(demo).converted.bank
    assert bank is not None
    kinds = {question.__struct_config__.tag for question in bank.questions}
    assert len(kinds) == len(bank.questions) == 11


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("zh: 示例}", "zhh: 示例}", "unknown field 'zhh', did you mean 'zh'?"),
        (
            'text: "`[1.0, 2.0]`", correct: true',
            'text: "x", corect: true',
            "unknown field 'corect', did you mean 'correct'?",
        ),
        ("    misconception: broadcasting-aligns-left", "    misconcept: x", "did you mean 'misconception'?"),
        ("kind: boolean", "kind: bolean", "'bolean' is not allowed, did you mean 'boolean'?"),
        ("kind: boolean", "kind: essay", "allowed: choice, multi,"),
        ("format: 1", "format: 2", "'2' is not allowed; allowed: 1"),
        ("answer: true", "answer: yes", "expected true or false, found 'yes'"),
        ("answer: 20", "answer: 012", "expected a number, found '012'"),
        ("answer: 20", "tolerance: -1\n    answer: 20", "must be >= 0.0, is -1"),
        ("answer: [8, 2]", "answer: [8, 2.5]", "expected a whole number, found a number"),
        ("answer: [8, 2]", "answer: 8", "expected a list, found a whole number"),
        ("cells: [float64]", "cells: [64.0]", "found a number: put it in quotes"),
        ('- {id: a, text: "`x[::2]`", correct: true}', "- {id: aa, text: x, correct: true}", "'aa' is not one letter"),
        ("id: demo-broadcast", "id: Demo_Broadcast", "must be lowercase words joined by hyphens"),
        (
            'lines: ["y = w * x", "g = 2 * (y - t) * x", "w = w - 0.1 * g"]',
            "lines: [a, b]",
            "needs at least 3 entries, has 2",
        ),
        ("tags: [broadcasting]", "tags: [broadcasting]\n    checked: 2026-13-01", "'2026-13-01' is not a date"),
        ("zh: 形状从右侧对齐。}", "zh: 形状, 从右侧对齐}", "is no field: quote a text with a comma"),
        (
            "    level: mid\n    frameworks: [numpy]\n    tags: [views]",
            "    level: expert\n    frameworks: [numpy]\n    tags: [views]",
            "'expert' is not allowed; allowed: junior, mid, senior",
        ),
        ("tags: [views]", "tags: views", "expected a list, found 'views'"),
    ],
)
def test_a_fault_names_its_line_and_a_way_out(lint: Lint, spoil: Spoil, old: str, new: str, message: str) -> None:
    text, line = spoil(old, new)
    found = [fault for fault in lint(text) if message in fault.message]
    assert len(found) == 1
    assert line <= found[0].line <= line + new.count("\n")


def test_missing_fields_are_named_together(lint: Lint, demo: str) -> None:
    faults = lint(demo + "  - id: demo-bare\n    kind: boolean\n    level: mid\n")
    assert [fault.message for fault in faults] == [
        "the fields 'frameworks', 'tags', 'prompt', 'explanation', 'answer', 'misconception' are missing"
    ]
    assert faults[0].line == demo.count("\n") + 1


def test_one_run_lists_every_fault_of_one_question(lint: Lint, demo: str) -> None:
    text = demo.replace(
        "id: demo-accumulate\n    kind: choice\n    level: junior",
        "id: demo-accumulate\n    kind: choice\n    levell: junor",
    )
    text = text.replace("tags: [in-place]", "tags: [5]").replace('text: "`[1.0]`"', "text: 1.0")
    messages = "\n".join(fault.message for fault in lint(text))
    for part in (
        "'levell', did you mean 'level'",
        "'junor' is not allowed, did you mean 'junior'",
        "a whole number: put it in quotes",
        "found a number: put it in quotes",
    ):
        assert part in messages


def test_a_broken_question_leaves_the_others_usable(demo: str, as_bank: Callable[[str], BankFile]) -> None:
    found = as_bank(demo.replace("kind: boolean", "kind: bolean")).converted
    assert found.bank is not None
    assert len(found.bank.questions) == 10
    assert "demo-broadcast" in found.ids
    assert found.places == (0, 1, 3, 4, 5, 6, 7, 8, 9, 10)


def test_a_file_that_is_no_mapping_is_one_fault(lint: Lint) -> None:
    assert [fault.message for fault in lint("- a\n", built_in=False)] == ["a bank is a mapping"]


def test_a_question_that_is_no_mapping_is_a_fault(lint: Lint, demo: str) -> None:
    assert [fault.message for fault in lint(demo + "  - 5\n")] == ["expected a mapping, found a whole number"]


def test_questions_must_be_a_list(lint: Lint) -> None:
    faults = lint("format: 1\ntopic: demo\ntitle: Demo\nquestions: 5\n", built_in=False)
    assert [(fault.line, fault.message) for fault in faults] == [(4, "expected a list, found a whole number")]


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_bank_spoilt_anywhere_gives_faults_and_never_an_exception(demo: str, lint: Lint, data: st.DataObject) -> None:
    lines = demo.splitlines()
    for _spoilt in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(1, len(lines) - 1))
        piece = data.draw(
            st.sampled_from(["", "  x: [1, {", "    answer: [null, {}]", "5", "    - a", lines[place - 1]])
        )
        lines[place : place + data.draw(st.integers(0, 2))] = [piece]
    faults = lint("\n".join(lines))
    assert all(1 <= fault.line <= len(lines) + 1 for fault in faults)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_a_value_of_any_type_anywhere_gives_faults_and_never_an_exception(
    demo: str, lint: Lint, data: st.DataObject
) -> None:
    bank = deepcopy(parse_document(Path("demo.yaml"), demo).value)
    there = bank["questions"][data.draw(st.integers(0, 10))]
    while True:
        key = data.draw(st.sampled_from(list(there) if isinstance(there, dict) else range(len(there))))
        if not (isinstance(there[key], dict | list) and there[key] and data.draw(st.booleans())):
            break
        there = there[key]
    there[key] = data.draw(
        st.sampled_from([None, True, -1, 0, 1.5, "", "x", [], {}, [None], [[1]], {"en": 5}, {"zh": "x"}])
    )
    lint(yaml.safe_dump(bank, allow_unicode=True))
