"""What is called back before its time.

A kata that did not pass calls the question about the mistake that was made, and its follow-ups. A week planned after an
interview calls what it holds, each item on its day.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from kata.content import Library, Variant
from kata.content.model import Question
from kata.practice.past import Past
from kata.store.rows import Failure

MEMORY: Final = timedelta(days=60)  # a failure from before that calls nothing any more
PLAN_HOLDS: Final = timedelta(days=14)  # nor does a week that was planned before that


class Called(Struct, frozen=True):
    """An item that is called: from which study day on, and by the failed grading of which variant, if by one."""

    question: str
    day: date
    variant: str | None


def called(library: Library, past: Past) -> dict[str, Called]:
    """Return what is called: by planned weeks, then by failed gradings, those about diagnosed mistakes first.

    What a week holds is called from its day there on, until it is answered on a later day than that of the planning.

    A question is called from the day after the failure on, until it is answered on a later day than that of the
    failure. Follow-ups that are about other frameworks than the variant's are left alone.
    """
    known = {variant.name: variant for variant in library.variants}
    recent = sorted((it for it in past.failures if it.variant in known), key=lambda it: it.day, reverse=True)
    questions = {question.id: question for question in library.questions}
    by_mistake = [(it, name) for it in recent for name in _about_mistake(known[it.variant], it) if name in questions]
    by_kata = [(it, name) for it in recent for name in _follow_ups(questions, known[it.variant])]
    found: dict[str, Called] = {}
    for failure, name in (*by_mistake, *by_kata):
        card = past.cards.get(name)
        if name not in found and (card is None or card.last <= failure.day):
            found[name] = Called(name, failure.day + timedelta(days=1), failure.variant)
    return _with_plans(past, found)


def due_day(name: str, past: Past, calls: Mapping[str, Called]) -> date | None:
    """Return the study day on which an item that was seen comes back: as its card says, or earlier if it is called."""
    card, call = past.cards.get(name), calls.get(name)
    if card is None:
        return None
    return card.due if call is None else min(card.due, call.day)


def _with_plans(past: Past, found: Mapping[str, Called]) -> dict[str, Called]:
    """Return all calls with those of planned weeks before them; of two calls for one item the earlier day counts."""
    planned: dict[str, Called] = {}
    for plan in past.plans:  # oldest first: the last plan of an item holds
        for name, day in plan.items.items():
            card, other = past.cards.get(name), found.get(name)
            if card is None or card.last <= plan.day:
                planned[name] = Called(name, day if other is None else min(day, other.day), None)
    return planned | {name: call for name, call in found.items() if name not in planned}


def _about_mistake(variant: Variant, failure: Failure) -> Iterator[str]:
    if failure.mistake is not None:  # looking for a variant's mistakes is looking into its folder
        yield from (it.question for it in variant.mistakes if it.name == failure.mistake and it.question is not None)


def _follow_ups(questions: Mapping[str, Question], variant: Variant) -> Iterator[str]:
    for name in variant.kata.spec.follow_ups:
        frameworks = questions[name].frameworks if name in questions else ()
        if name in questions and (not frameworks or variant.framework in ("numpy", *frameworks)):
            yield name
