"""Predictions asked line by line, and told beside what was found."""

import pytest

from kata.cli.compare_predict import ask_predictions, tell_predictions
from kata.compare.prediction import Prediction, Worth
from kata.compare.workloads import Sizes, Workload
from kata.errors import KataError
from kata.store.rows import PREDICTION
from tests.compare import made_up

MATMUL, MLP = (
    Workload(name=name, title=title, about="", size=size, sizes=Sizes(cpu=(1,), gpu=(1,), quick=(1,)))
    for name, title, size in (("matmul", "Matrix product", "rows"), ("mlp-small", "Training step", "examples"))
)
HOW = made_up.settings("matmul", "mlp-small")


class Terminal:
    """What is typed, line by line, and what was written."""

    def __init__(self, *typed: str) -> None:
        self.typed = iter(typed)
        self.written: list[str] = []

    def read(self) -> str:
        for line in self.typed:
            return line
        raise EOFError

    def ask(self, how=HOW) -> tuple[Prediction, ...]:
        clock = iter(range(100))
        return ask_predictions(
            (MATMUL, MLP), how, read=self.read, write=self.written.append, seconds=lambda: float(next(clock))
        )


def test_numbers_choose_and_an_empty_line_skips():
    terminal = Terminal("2", "", "6", "3")
    assert terminal.ask() == (
        Prediction(workload="matmul", size=1024, said={"fastest": "torch"}, seconds=1),
        Prediction(workload="mlp-small", size=4096, said={"fastest": "tie", "memory": "torch.compile"}, seconds=1),
    )
    assert "\nMatrix product (matmul), 1024: rows" in terminal.written
    assert (
        "What will be fastest?  1) numpy  2) torch  3) torch.compile  4) jax  5) jax.jit  6) a tie" in terminal.written
    )


def test_what_was_skipped_altogether_is_no_prediction():
    assert Terminal("", "", "", "").ask() == ()


@pytest.mark.parametrize("end", [(), ("q",), ("QUIT",)])
def test_at_the_end_of_the_input_what_was_said_is_kept(end):
    assert [one.said for one in Terminal("1", *end).ask()] == [{"fastest": "numpy"}]


@pytest.mark.parametrize("typed", ["7", "0", "-1", "x", "1 2", "99999999"])
def test_what_cannot_be_read_is_asked_again(typed):
    terminal = Terminal(typed, "1")
    assert terminal.ask()[0].said == {"fastest": "numpy"}
    assert "Type a number, 1 to 6, or nothing." in terminal.written


@pytest.mark.parametrize("typed", ["５", "5)", " jax.jit ", "JAX.JIT"])
def test_a_wide_digit_or_a_name_does_too(typed):
    assert Terminal(typed).ask()[0].said == {"fastest": "jax.jit"}


def test_endless_nonsense_comes_to_an_end():
    assert Terminal(*["no"] * 5000).ask() == ()


def test_where_nothing_is_asked_nothing_is_said():
    terminal = Terminal()
    assert terminal.ask(made_up.settings("matmul", "mlp-small", variants=("jax",))) == ()
    assert terminal.written == []


def told(predictions, comparison, store) -> str:
    terminal = Terminal()
    tell_predictions(predictions, comparison, store, write=terminal.written.append)
    return "\n".join(terminal.written)


RIGHT_AND_WRONG = Prediction(
    workload="mlp-small", size=4096, said={"fastest": "jax", "memory": "torch.compile"}, seconds=12.0
)


def test_what_was_said_is_told_beside_what_was_found(store):
    text = told([RIGHT_AND_WRONG], made_up.comparison("mlp-small"), store)
    assert "you said" in text
    assert "mlp-small, 4096  least memory  torch.compile  torch.compile                     right" in text
    assert "1 of 2 came as you expected." in text


def test_it_is_an_attempt_and_the_history_says_what_became_of_it(store, kata):
    told([RIGHT_AND_WRONG], made_up.comparison("mlp-small"), store)
    (attempt,) = store.attempts()
    assert (attempt.question, attempt.kind, attempt.correct, attempt.score) == (
        "compare-mlp-small", PREDICTION, False, 0.5,
    )  # fmt: skip
    assert attempt.answer["memory"] == {"said": "torch.compile", "found": ["torch.compile"]}
    out = kata("history", "compare-mlp-small").out
    assert "compare-mlp-small  50% of it  fastest: you said jax, it was" in out
    assert "least memory: you said torch.compile, it was torch.compile" in out


def test_what_cannot_be_marked_is_no_attempt_and_is_said(store):
    text = told([RIGHT_AND_WRONG], made_up.interrupted(), store)
    assert store.attempts() == []
    assert text == "What you expected:\nWhat was not measured, or scatters too much to say, counts neither way."


def test_a_prediction_that_came_damaged_does_not_break_the_history(store, kata):
    for answer in (None, 3, {"fastest": 1}, {"fastest": {"said": "jax", "found": []}}, {"memory": {"said": []}}):
        store.add_answer(
            question="compare-scan", topic="compare", kind=PREDICTION, answer=answer, correct=None, score=0, seconds=0
        )
    assert kata("history").out.count("compare-scan") == 5


def test_a_store_that_fails_costs_no_word(store, capsys, monkeypatch):
    def refuse(**_facts: object) -> None:
        raise KataError("The disk is full.")

    monkeypatch.setattr(store, "add_answer", refuse)
    assert "1 of 2 came" in told([RIGHT_AND_WRONG], made_up.comparison("mlp-small"), store)
    assert "kata: the attempt was not recorded: The disk is full." in capsys.readouterr().err


def test_the_kind_is_the_one_that_the_store_keeps_without_a_card():
    assert Worth(question="", answer={}, correct=True, score=1.0, seconds=0.0).kind == PREDICTION
