"""`kata history` shows what was done, newest first, for people and for scripts."""

import json

from tests.cli.test_home import answer
from tests.cli.test_katas import graded


def test_nothing_yet_is_said(kata):
    assert kata("history").out == "Nothing yet.\n"
    assert kata("history", "line-jax").out == "Nothing yet.\n"
    assert json.loads(kata("history", "--json").out) == []


def test_attempts_come_newest_first_with_what_is_remarkable(kata, store):
    answer(store, misconceptions=("takes-a",))
    store.mark_unsure(answer(store, "kinds-multi", score=0.5, hints=1).id)
    store.add_grade(graded() | {"diagnosis": {"mistake": "wrong-sign"}}, "x")
    lines = [line.split("  ", 1)[1].strip() for line in kata("history").out.splitlines()]
    assert [" ".join(line.split()) for line in lines] == [
        "line-jax failed 1 of 2 checks, wrong-sign",
        "kinds-multi 50% of it unsure, with a hint",
        "kinds-choice wrong takes-a",
    ]


def test_what_was_taken_back_and_what_was_rated_says_so(kata, store):
    store.undo(answer(store).id)
    store.rate(answer(store, "kinds-multi", correct=True, score=1.0).id, 4)
    lines = [" ".join(line.split()[2:]) for line in kata("history").out.splitlines()]
    assert lines == ["kinds-multi right you say: easy", "kinds-choice wrong taken back"]
    assert [one["undone"] for one in json.loads(kata("history", "--json").out)] == [False, True]


def test_one_item_and_a_limit(kata, store):
    for _number in range(3):
        answer(store)
    answer(store, "kinds-multi")
    assert kata("history", "kinds-choice", "--limit", "2").out.count("kinds-choice") == 2
    assert "kinds-multi" not in kata("history", "kinds-choice").out


def test_an_absurd_limit_is_bad_usage(kata):
    ran = kata("history", "--limit", "9" * 30)
    assert ran.code == 2
    assert "--limit" in ran.err


def test_people_see_twenty_scripts_see_all(kata, store):
    for _number in range(25):
        answer(store)
    assert len(kata("history").out.splitlines()) == 20
    assert len(kata("history", "--limit", "25").out.splitlines()) == 25
    assert len(json.loads(kata("history", "--json").out)) == 25
    assert len(json.loads(kata("history", "--json", "--limit", "3").out)) == 3


def test_scripts_get_everything_that_is_stored(kata, store):
    answer(store)
    store.add_grade(graded(), "def fit(): ...")
    grade, question = json.loads(kata("history", "--json").out)
    assert (grade["type"], grade["variant"], grade["source"]) == ("kata", "line-jax", "def fit(): ...")
    assert grade["report"]["checks"][1]["status"] == "failed"
    assert (question["type"], question["question"], question["answer"]) == ("question", "kinds-choice", "a")


def test_an_item_that_no_longer_exists_keeps_its_history(kata, store):
    answer(store, "kinds-removed")
    assert "kinds-removed" in kata("history", "kinds-removed").out
