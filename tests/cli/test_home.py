"""`kata` alone, without a terminal, says what is due and how to start."""

from datetime import timedelta

import pytest

from kata.cli.terminal import on_terminal
from kata.store import open_store, utc_now


def answer(store, question="kinds-choice", **changed):
    facts = {"topic": "kinds", "kind": "choice", "answer": "a", "correct": False, "score": 0.0, "seconds": 30.0}
    return store.add_answer(question=question, **(facts | changed))


def test_a_first_start_leads_to_the_quiz(kata):
    ran = kata()
    assert ran.code == 0
    assert ran.out.startswith("0 due; tonight 10 new, about 10 min.\nNext: practise: kata practice\n")
    assert "kata --help" in ran.out


def test_what_was_missed_yesterday_is_due(kata):
    with open_store(clock=lambda: utc_now() - timedelta(days=1)) as yesterday:
        answer(yesterday)
    out = kata().out
    assert out.startswith("1 due; tonight ")
    assert "Next: practise: kata practice" in out


def test_an_unfinished_quiz_comes_first(kata, store):
    store.begin_sitting(1, ["kinds-choice"])
    assert "Next: go on with the unfinished quiz: kata quiz" in kata().out


def test_an_unfinished_evening_comes_first(kata, store):
    store.begin_sitting(1, ["kinds-choice"], kind="practice", plan=[])
    assert "Next: go on with the evening: kata practice" in kata().out


def test_a_kata_that_was_begun_is_offered(kata, store):
    store.save_draft("line-jax", "x")
    assert "Or go on with line-jax: kata solve line-jax" in kata().out


def test_days_in_a_row_are_counted_from_two(kata, store):
    answer(store, correct=True, score=1.0)
    assert "in a row" not in kata().out
    with open_store(clock=lambda: utc_now() - timedelta(days=1)) as yesterday:
        answer(yesterday, correct=True, score=1.0)
    assert "2 days in a row." in kata().out


@pytest.mark.parametrize(
    ("stdin", "stdout", "term", "is_one"),
    [(1, 1, "xterm", True), (0, 1, "xterm", False), (1, 0, "xterm", False), (1, 1, "dumb", False)],
)
def test_a_terminal_is_one_only_if_both_ends_are(monkeypatch, stdin, stdout, term, is_one):
    monkeypatch.setattr("sys.stdin.isatty", lambda: bool(stdin), raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: bool(stdout), raising=False)
    assert on_terminal({"TERM": term}) is is_one


def test_on_a_terminal_the_program_opens(kata, monkeypatch):
    opened = []
    monkeypatch.setattr("kata.cli.home.on_terminal", lambda: True)
    monkeypatch.setattr("kata.tui.app.run_app", lambda _content, **wanted: opened.append(wanted))
    ran = kata()
    assert (ran.code, ran.out, opened) == (0, "", [{"start": "home"}])


def test_on_a_terminal_the_quiz_opens_with_what_was_asked_for(kata, monkeypatch):
    opened = []
    monkeypatch.setattr("kata.cli.quiz.on_terminal", lambda: True)
    monkeypatch.setattr("kata.tui.app.run_app", lambda _content, **wanted: opened.append(wanted))
    kata("quiz", "kinds", "--count", "3", "--level", "mid", "--framework", "numpy", "--seed", "0")
    kata("quiz")
    assert opened == [
        {"start": "quiz", "topics": ("kinds",), "count": 3, "level": "mid", "framework": "numpy", "seed": 0},
        {"start": "quiz"},
    ]


def test_on_a_terminal_plain_still_asks_line_by_line(kata, monkeypatch):
    monkeypatch.setattr("kata.cli.quiz.on_terminal", lambda: True)
    assert "Question 1 of 3" in kata("quiz", "kinds", "--plain", "--count", "3").out
