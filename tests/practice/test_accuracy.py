"""How answers went is counted over all questions that are still in the content."""

from pathlib import Path

from kata.content import Kata, Library
from kata.content.model import KataSpec, VariantSpec
from kata.practice.accuracy import (
    Accuracy,
    Calibration,
    Hard,
    KatasDone,
    by_kind,
    by_level,
    calibration,
    hardest,
    katas_done,
)
from kata.practice.intervals import Share
from kata.practice.tallies import Tally
from tests.practice.made import bank, question

LIBRARY = Library(
    [bank("a", question("a0", "junior"), question("a1", "mid")), bank("b", *(question(f"b{at}") for at in range(20)))],
    [],
)


def tally(name: str, right: int, tries: int, *, first: bool = True, sure: int = 0, sure_right: int = 0) -> Tally:
    return Tally(item=name, tries=tries, right=right, first_right=first, sure=sure, sure_right=sure_right)


def held(*tallies: Tally) -> dict[str, Tally]:
    return {one.item: one for one in tallies}


def test_levels_and_kinds_count_all_answers_and_the_first_ones():
    tallies = held(tally("a0", 1, 4, first=False), tally("a1", 2, 2), tally("b0", 3, 4), tally("gone", 9, 9))
    assert by_level(LIBRARY, tallies) == (
        Accuracy(name="junior", answers=Share(1, 4), first=Share(0, 1)),
        Accuracy(name="mid", answers=Share(5, 6), first=Share(2, 2)),
    )
    assert by_kind(LIBRARY, tallies) == (Accuracy(name="boolean", answers=Share(6, 10), first=Share(2, 3)),)


def test_sure_and_unsure_answers_are_told_apart():
    tallies = held(tally("a0", 3, 5, sure=3, sure_right=2), tally("a1", 1, 1, sure=1, sure_right=1))
    assert calibration(LIBRARY, tallies) == Calibration(sure=Share(3, 4), unsure=Share(1, 2))
    assert calibration(LIBRARY, {}) == Calibration(sure=Share(0, 0), unsure=Share(0, 0))


def test_the_hardest_have_three_answers_at_least_and_a_miss():
    tallies = held(tally("a0", 0, 2), tally("a1", 3, 3), tally("b0", 1, 3), tally("b1", 2, 6), tally("b2", 2, 3))
    assert hardest(LIBRARY, tallies) == (
        Hard("b1", "b", Share(2, 6)),
        Hard("b0", "b", Share(1, 3)),
        Hard("b2", "b", Share(2, 3)),
    )


def test_no_more_than_ten_are_called_hard():
    assert len(hardest(LIBRARY, held(*(tally(f"b{at}", 1, 4) for at in range(20))))) == 10


def test_katas_are_counted_by_framework():
    spec = KataSpec(
        format=1,
        id="mlp",
        title="MLP",
        summary="…",
        level="mid",
        topics=("a",),
        minutes=30,
        variants={"torch": VariantSpec(defines=("f",)), "jax": VariantSpec(defines=("f",))},
    )
    tallies = held(tally("mlp-jax", 1, 5), tally("mlp-torch", 0, 2))
    assert katas_done(Library([], [Kata(spec, Path("mlp"))]), tallies) == (
        KatasDone(framework="torch", variants=1, tried=1, passed=0),
        KatasDone(framework="jax", variants=1, tried=1, passed=1),
    )
