"""A proof confirms a right key and rejects every corrupted one, kind by kind; nothing here needs a framework."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kata.content.bench import Bench
from kata.content.corruption import corruptions
from kata.content.model import (
    BooleanQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    Fix,
    NumberQuestion,
    OutputQuestion,
    Question,
    ShapeQuestion,
    WrongOutput,
)
from kata.content.verdicts import fixed, verdict

KINDS = ["choice", "multi", "boolean", "number", "shape", "output", "order", "cloze", "match", "bug", "open"]
Example = Callable[[str], Any]


def judge(question: Question) -> list[str]:
    return [complaint.message for complaint in verdict(question, Bench(question, lambda: None))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_documented_example_is_proven(example: Example, kind: str) -> None:
    assert judge(example(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_corrupted_key_is_rejected(example: Example, kind: str) -> None:
    question = example(kind)
    corrupted = list(corruptions(question))
    assert corrupted
    for name, wrong in corrupted:
        assert judge(wrong), name


@given(answer=st.floats(-1e6, 1e6), tolerance=st.floats(0, 100))
def test_every_corrupted_number_is_rejected_whatever_the_tolerance(answer: float, tolerance: float) -> None:
    question = numeric(f"value = {answer!r}", answer=answer, tolerance=tolerance)
    assert judge(question) == []
    for name, wrong in corruptions(question):
        assert judge(wrong), name


@given(st.lists(st.integers(0, 5), max_size=4))
def test_every_corrupted_shape_is_rejected(sizes: list[int]) -> None:
    question = common(ShapeQuestion, proof=f"value = {tuple(sizes)}", answer=tuple(sizes))
    assert judge(question) == []
    for name, wrong in corruptions(question):
        assert judge(wrong), name


def common(kind: type[Any], **fields: Any) -> Any:
    frame = {"id": "demo-x", "level": "mid", "frameworks": ("numpy",), "tags": (), "prompt": "?", "explanation": "!"}
    return kind(**{**frame, **fields})


def numeric(proof: str, **fields: Any) -> Any:
    return common(NumberQuestion, **{"answer": 1.0, "proof": proof, **fields})


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        ("pass", "the proof does not set `value`"),
        ("value = 'one'", "`value` must be a number, is 'one'"),
        ("value = 2.0", "the key says 1.0 ± 0.0, the proof computes 2.0"),
        ("value = float('nan')", "the proof computes nan"),
        ("1 / 0", "the proof raised ZeroDivisionError: division by zero"),
        ("import sys; sys.exit()", "the proof raised SystemExit"),
        ("value = (", "the proof raised SyntaxError"),
    ],
)
def test_a_proof_that_does_not_compute_the_key_is_told(proof: str, message: str) -> None:
    (found,) = judge(numeric(proof))
    assert message in found


def test_a_truth_that_is_no_truth_value_is_told() -> None:
    question = common(BooleanQuestion, answer=True, misconception="m", proof="truth = lambda: True")
    (found,) = judge(question)
    assert "`truth` must be True or False, is <function" in found


def test_two_true_choices_are_told(example: Example) -> None:
    question = replace(example("choice"), proof='truth = {"a": 1 == 1, "b": 1 == 1}')
    assert "exactly one choice must be true; the proof finds: a, b" in judge(question)


@pytest.mark.parametrize(("proof", "holds"), [('truth = {"a": True}', "a"), ("truth = 5", "int")])
def test_a_truth_table_covers_every_choice(example: Example, proof: str, holds: str) -> None:
    assert judge(replace(example("choice"), proof=proof)) == [f"`truth` must hold every choice (a, b), holds: {holds}"]


def test_code_that_raises_unseen_is_told_with_its_line(example: Example) -> None:
    question = replace(example("choice"), code="x = 1\nraise KeyError(x)\n", proof='truth = {"a": x == 1, "b": x == 2}')
    (complaint,) = verdict(question, Bench(question, lambda: None))
    assert "the code raised KeyError: 1, and the proof does not look at `raised`" in complaint.message
    assert (complaint.steps, complaint.line) == (("code",), 2)


def test_a_proof_sees_what_the_code_printed_and_raised() -> None:
    question = numeric(
        "assert printed == 'hi\\n' and type(raised) is KeyError and 'raise' in CODE\nvalue = shown",
        setup="shown = 1",
        code="print('hi')\nraise KeyError(1)",
    )
    assert judge(question) == []


def test_a_failing_setup_is_told() -> None:
    assert judge(numeric("value = 1", setup="import nothing_of_the_kind"))[0].startswith(
        "the setup raised ModuleNotFound"
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"raises": None}, "the key says it raises nothing, it raises IndexError"),
        ({"raises": "KeyError"}, "the key says it raises KeyError, it raises IndexError"),
        ({"answer": "[0, 1, 2]"}, "the code prints '[2, 2, 2]'"),
    ],
)
def test_output_is_compared_line_by_line_and_by_the_exception(
    example: Example, changed: dict[str, Any], message: str
) -> None:
    found = judge(replace(example("output"), **changed))
    assert any(message in text for text in found)


def test_the_same_lines_without_the_exception_are_a_wrong_answer_and_with_it_a_right_one(example: Example) -> None:
    question: OutputQuestion = example("output")
    wrong = WrongOutput(value="[2, 2, 2]", misconception="m", why="w")
    assert judge(replace(question, wrong=(wrong,))) == []
    whole = WrongOutput(value="[2, 2, 2]\nIndexError", misconception="m", why="w")
    assert judge(replace(question, wrong=(whole,))) == ["is what the code prints"]


def test_an_order_that_passes_unlisted_is_named(example: Example) -> None:
    question = replace(example("order"), lines=("a = 1", "b = 2", "c = a + b"), proof="n = {}\nexec(BODY, n)")
    assert judge(question) == ["other orders pass too: add to `also`: [1, 0, 2]"]
    assert judge(replace(question, also=((1, 0, 2),))) == []
    assert "the order [2, 0, 1] fails" in judge(replace(question, also=((1, 0, 2), (2, 0, 1))))


def test_a_cloze_test_that_lets_a_wrong_filling_through_is_told(example: Example) -> None:
    question: ClozeQuestion = example("cloze")
    assert judge(replace(question, proof="pass")) == [
        "the wrong filling sum | 0 passes the test",
        "the wrong filling mean | 1 passes the test",
    ]


def test_a_bug_that_the_test_does_not_see_is_told(example: Example) -> None:
    assert judge(replace(example("bug"), proof="pass"))[0].startswith("the test passes on the code as shown")


def test_a_fix_that_does_not_help_is_told(example: Example) -> None:
    found = judge(replace(example("bug"), fixes=(Fix(line=3, code="    return w + g"),)))
    assert found[0].startswith("with this fix the test still fails: the proof raised AssertionError")


def test_a_fix_replaces_one_line_by_any_number() -> None:
    assert fixed("a\nb\nc\n", 2, "x\ny\n") == "a\nx\ny\nc\n"


def test_a_false_point_and_a_true_misconception_are_told(example: Example) -> None:
    question = example("open")
    points = (replace(question.points[0], proof="truth = 1 == 2"), *question.points[1:])
    assert judge(replace(question, points=points)) == ["the proof finds it false"]
    beliefs = (replace(question.misconceptions[0], proof="truth = 1 == 1"),)
    assert judge(replace(question, misconceptions=beliefs)) == ["the proof finds it true"]


def test_a_table_of_another_form_is_told(example: Example) -> None:
    assert judge(replace(example("match"), proof="table = [['float64']]"))[0].startswith("`table` must have 2 rows")
    assert judge(replace(example("match"), proof="table = ['float64', 'float32']")) == []


def test_each_run_begins_in_a_fresh_main_module_and_leaves_none_behind(example: Example) -> None:
    question: ChoiceQuestion = example("choice")
    bench = Bench(question, lambda: None)
    first = bench.run("import os\nos.environ['KATA_LEAK'] = '1'\nleak = 1\nclass C: pass", "where = C.__module__")
    assert first.names["where"] == "__main__"
    second = bench.run("pass", "import os\nleaked = 'leak' in globals() or 'KATA_LEAK' in os.environ")
    assert second.names["leaked"] is False


def test_the_same_snippets_run_once(example: Example) -> None:
    settled: list[int] = []
    bench = Bench(example("choice"), lambda: settled.append(1))
    bench.run("a = 1", "b = 2")
    bench.run("a = 1", "b = 2")
    assert len(settled) == 1
