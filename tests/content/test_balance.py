"""The bank as a whole: broad, mixed in kind and level, fair to both frameworks, and no answer told by place or length."""

from collections import Counter
from math import comb

import pytest

from kata.content import load_library
from kata.content.model import BooleanQuestion, BugQuestion, ChoiceQuestion, MultiQuestion, say
from kata.content.proofs import has_proof

LIBRARY = load_library()
QUESTIONS = LIBRARY.questions
KINDS = Counter(type(question).__name__.removesuffix("Question").lower() for question in QUESTIONS)
# Under this, a bias is called one: chance alone would do it once in a hundred banks.
SIGNIFICANT = 0.01


def at_least(successes: int, chances: list[float]) -> float:
    """Return the probability of that many successes or more in independent trials with these chances."""
    counts = [1.0]
    for p in chances:
        counts = [(a * (1 - p)) + (b * p) for a, b in zip([*counts, 0.0], [0.0, *counts], strict=True)]
    return sum(counts[successes:])


def choices(language: str) -> list[tuple[int, list[str]]]:
    """Return, for what is chosen from a list, the place of the right one and all texts."""
    rows = []
    for question in QUESTIONS:
        listed = {ChoiceQuestion: "choices", BugQuestion: "reasons"}.get(type(question))
        if listed:
            among = getattr(question, listed)
            right = next(place for place, choice in enumerate(among) if choice.correct)
            rows.append((right, [say(choice.text, language) for choice in among]))
    return rows


def test_chances_add_up() -> None:
    assert at_least(0, [0.3] * 5) == pytest.approx(1)
    assert at_least(2, [0.5] * 4) == pytest.approx((comb(4, 2) + comb(4, 3) + 1) / 16)


def test_the_bank_is_as_broad_as_it_says() -> None:
    assert len(QUESTIONS) >= 400
    assert {bank.topic: len(bank.questions) for bank in LIBRARY.banks if len(bank.questions) < 15} == {}


def test_kinds_fit_what_is_asked() -> None:
    assert KINDS["choice"] <= 0.35 * len(QUESTIONS)
    wanted = {"output": 60, "bug": 40, "cloze": 30, "number": 30, "open": 25}
    assert {kind: KINDS[kind] for kind, least in wanted.items() if KINDS[kind] < least} == {}
    assert KINDS["match"] + KINDS["order"] >= 20


@pytest.mark.parametrize(("level", "share"), [("junior", 0.30), ("mid", 0.45), ("senior", 0.25)])
def test_levels_are_mixed(level: str, share: float) -> None:
    assert sum(question.level == level for question in QUESTIONS) / len(QUESTIONS) == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize("bank", LIBRARY.banks, ids=lambda bank: bank.topic)
def test_every_topic_has_questions_of_every_level(bank) -> None:
    assert {question.level for question in bank.questions} == {"junior", "mid", "senior"}


def test_both_frameworks_are_asked_about_alike() -> None:
    about = Counter(name for question in QUESTIONS for name in question.frameworks)
    assert 0.5 < about["torch"] / about["jax"] < 2
    assert sum({"torch", "jax"} <= set(question.frameworks) for question in QUESTIONS) >= 80


def test_nearly_every_answer_is_proven_by_running_code() -> None:
    without = [question.id for question in QUESTIONS if not has_proof(question)]
    assert len(without) <= 0.10 * len(QUESTIONS)
    assert {name for name in without if not LIBRARY.question(name).checked} == set()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("extreme", [max, min], ids=["longest", "shortest"])
def test_the_right_choice_is_not_told_by_its_length(language: str, extreme) -> None:
    told, chances = 0, []
    for right, texts in choices(language):
        lengths = [len(text) for text in texts]
        extremes = [place for place, length in enumerate(lengths) if length == extreme(lengths)]
        told += right in extremes
        chances.append(len(extremes) / len(texts))
    assert at_least(told, chances) > SIGNIFICANT, f"{told} of {len(chances)}, {sum(chances):.0f} by chance"


@pytest.mark.parametrize("place", range(4))
def test_the_right_choice_is_not_told_by_its_place(place: int) -> None:
    rows = [(right, len(texts)) for right, texts in choices("en") if len(texts) > place]
    there = sum(right == place for right, _count in rows)
    assert at_least(there, [1 / count for _right, count in rows]) > SIGNIFICANT, f"{there} of {len(rows)}"


def test_statements_are_true_as_often_as_false() -> None:
    answers = [question.answer for question in QUESTIONS if isinstance(question, BooleanQuestion)]
    for answer in (True, False):
        assert at_least(answers.count(answer), [0.5] * len(answers)) > SIGNIFICANT


def test_not_all_of_a_list_is_right_and_seldom_one_alone() -> None:
    counts = [sum(choice.correct for choice in it.choices) for it in QUESTIONS if isinstance(it, MultiQuestion)]
    assert all(counts)
    assert counts.count(1) <= len(counts) / 3
