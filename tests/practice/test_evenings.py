"""An evening lives in the facts alone: begun, left, gone on with, an item put off, the last answer taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kata.content import Kata, Library
from kata.content.model import KataSpec, VariantSpec
from kata.practice import evenings, scheduling
from kata.store import Store, open_store

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    with open_store(tmp_path, clock, zone=UTC) as opened:
        yield opened


@pytest.fixture
def whole(library):
    spec = KataSpec(
        format=1,
        id="mlp",
        title="MLP",
        summary="…",
        level="mid",
        topics=("a",),
        minutes=10,
        variants={"numpy": VariantSpec(defines=("f",))},
    )
    return Library(library.banks, [Kata(spec, Path("mlp"))])


def answer(store: Store, name: str, sitting: str | None = None, *, right: bool = True):
    return store.add_answer(
        question=name,
        topic=name[0],
        kind="boolean",
        answer=True,
        correct=right,
        score=float(right),
        seconds=60.0,
        sitting=sitting,
    )


def grade(store: Store, verdict: str = "passed"):
    checks = [{"status": "passed"}, {"status": "passed" if verdict == "passed" else "failed"}]
    report = {"kata": "mlp", "framework": "numpy", "verdict": verdict, "seconds": 1.0, "checks": checks}
    return store.add_grade({**report, "diagnosis": None}, "x")


def begun(whole, store, minutes=15):
    answer(store, "a0")  # nobody begins with a kata
    saved = evenings.begin(whole, store, minutes=minutes, seed=1)
    assert saved is not None
    return saved


def test_an_evening_keeps_its_plan_and_its_minutes(whole, store):
    saved = begun(whole, store)
    assert saved.questions[-1] == "mlp-numpy"
    assert [it.item for it in evenings.plan_of(saved)] == list(saved.questions)
    sitting = evenings.go_on(whole, store, saved)
    assert evenings.minutes_left(saved, sitting) == 15
    answer(store, saved.questions[0], saved.id)
    sitting = evenings.go_on(whole, store, saved)
    assert (sitting.position, evenings.minutes_left(saved, sitting)) == (1, 14)
    assert [it.item for it in evenings.rest_of(saved, sitting)] == list(saved.questions[1:])


def test_beginning_another_gives_the_one_before_up(whole, store):
    first = begun(whole, store)
    second = evenings.begin(whole, store, minutes=5, seed=2)
    assert evenings.unfinished_evening(store) == second
    assert store.sitting(first.id).ended is not None


def test_where_nothing_is_to_be_done_nothing_is_begun_and_nothing_given_up(whole, store):
    first = begun(whole, store)
    for name in ("new_questions", "new_katas"):
        scheduling.change_setting(store, name, 0)
    assert evenings.begin(whole, store, seed=1) is None
    assert evenings.unfinished_evening(store) == first


def test_yesterday_s_evening_is_not_gone_on_with_and_after_midnight_it_is_still_today_s(whole, store, clock):
    saved = begun(whole, store)
    clock.now = NOW + timedelta(hours=7, minutes=59)
    assert evenings.unfinished_evening(store) == saved
    clock.now = NOW + timedelta(hours=8)
    assert evenings.unfinished_evening(store) is None


def test_the_newest_of_quiz_and_evening_is_the_one_to_go_on_with(whole, store, clock):
    begun(whole, store)
    clock.now += timedelta(minutes=5)
    quiz = store.begin_sitting(1, ["a1"])
    assert evenings.unfinished(store) == quiz
    store.end_sitting(quiz.id)
    assert evenings.unfinished(store).kind == "practice"


def test_a_kata_put_off_and_taken_back_comes_again(whole, store):
    saved = store.begin_sitting(1, ["mlp-numpy", "a1"], kind="practice", plan=[])
    grade(store, "failed")
    evenings.put_off(store, saved.id, "mlp-numpy")
    sitting = evenings.go_on(whole, store, saved)
    assert (sitting.current, sitting.steps[0].mark.score) == ("a1", 0.5)
    assert evenings.undo_last(store, saved.id, sitting)
    assert evenings.go_on(whole, store, saved).current == "mlp-numpy"
    assert store.attempts() == []


def test_with_nothing_answered_there_is_nothing_to_take_back(whole, store):
    saved = begun(whole, store)
    assert not evenings.undo_last(store, saved.id, evenings.go_on(whole, store, saved))


def test_gradings_from_the_shell_belong_to_an_evening_from_its_beginning_on(whole, store, clock):
    grade(store)
    clock.now += timedelta(minutes=1)
    saved = store.begin_sitting(1, ["mlp-numpy", "a1"], kind="practice", plan=[])
    assert evenings.go_on(whole, store, saved).current == "mlp-numpy"
    clock.now += timedelta(minutes=1)
    given = grade(store)
    assert evenings.go_on(whole, store, saved).current == "a1"
    assert [it.id for it in evenings.attempts_of(store, saved)] == [given.id]


def test_what_comes_back_first_comes_first(store):
    store.rate(answer(store, "a0").id, 4)
    answer(store, "b0", right=False)
    assert [card.item for card in evenings.comes_back(store, ["a0", "b0", "c0"])] == ["b0", "a0"]
