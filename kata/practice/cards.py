"""When an item comes back: the card, folded from all facts about it with FSRS.

A card is a function of facts and rules alone. It is never advanced from an older card: after any change it is derived
anew, so that a late undo, a merged history or another rating give what they would have given at once.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kata.practice.evidence import AGAIN, KataDay, kata_rating, question_rating
from kata.store.rows import AnswerFact, GradeFact, ItemFacts, Reveal

if TYPE_CHECKING:
    from fsrs import Scheduler

# FSRS 6 without parameters of one's own; fsrs itself takes 40 ms to import, which Home need not wait for.
DECAY: Final = 0.1542


class Rules(Struct, frozen=True):
    """What cards depend on besides facts.

    `retention`: the chance of recall at which an item comes back. `parameters`: the 21 of FSRS 6, None for its own.
    """

    retention: float = 0.9
    parameters: tuple[float, ...] | None = None


class Card(Struct, frozen=True, kw_only=True):
    """What is known of one item. Days are study days.

    `stability`: days after which the chance of recall is 90 %. `difficulty`: 1 to 10. `reviews`: days on which it was
    reviewed. `lapses`: how many of them, but for the first, went wrong. `last_rating`: 1 (again) to 4 (easy).
    `expected`: the chances of recall foretold for all reviews but the first, added up; what came of them is
    `reviews - 1 - lapses`.
    """

    item: str
    stability: float
    difficulty: float
    last: date
    due: date
    reviews: int
    lapses: int
    last_rating: int
    expected: float = 0.0

    def is_due(self, day: date) -> bool:
        """Say whether its time has come."""
        return self.due <= day


class Review(Struct, frozen=True):
    """One review of an item: its study day and its rating."""

    day: date
    rating: int


def card_of(facts: ItemFacts, rules: Rules) -> Card | None:
    """Return the card of one item, None where nothing was answered or graded."""
    past = reviews(facts)
    if not past:
        return None
    from fsrs import Card as Folded  # noqa: PLC0415  see DECAY
    from fsrs import Rating  # noqa: PLC0415

    scheduler = _scheduler(rules)
    state = Folded(card_id=0, due=_noon(past[0].day))
    expected = 0.0
    for before, review in zip([None, *past], past, strict=False):
        if before is not None and state.stability is not None:
            expected += _recall(state.stability, (review.day - before.day).days, rules)
        state, _log = scheduler.review_card(state, Rating(review.rating), _noon(review.day))
    assert state.stability is not None
    assert state.difficulty is not None
    return Card(
        item=facts.item,
        stability=state.stability,
        difficulty=state.difficulty,
        last=past[-1].day,
        due=state.due.date(),
        reviews=len(past),
        lapses=sum(review.rating == AGAIN for review in past[1:]),
        last_rating=past[-1].rating,
        expected=expected,
    )


def reviews(facts: ItemFacts) -> tuple[Review, ...]:
    """Return the reviews of one item, oldest first, at most one a study day.

    Of a question the first answer of a day counts; of a variant all gradings of a day together; what the reader last
    said of any of them goes before that. Where a day lies before the one before it, because the reader flew from west
    to east over the date line or set the clock, it counts as that one.
    """
    return tuple(_reviews(facts))


def retrievability(card: Card, day: date, rules: Rules) -> float:
    """Return the chance, 0 to 1, that the item is recalled on a study day.

    The forgetting curve of FSRS 6: (1 + f t / S) ** -d, with f such that it is 0.9 at t = S.
    """
    return _recall(card.stability, max(0, (day - card.last).days), rules)


def _recall(stability: float, elapsed: int, rules: Rules) -> float:
    decay = rules.parameters[20] if rules.parameters else DECAY
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * elapsed / stability) ** -decay)


def _reviews(facts: ItemFacts) -> Iterator[Review]:
    for day, of_day in groupby(_with_days(facts), key=lambda pair: pair[0]):
        events = [event for _day, event in of_day]
        answers = [event for event in events if isinstance(event, AnswerFact)]
        gradings = [event for event in events if isinstance(event, GradeFact)]
        said = [it.rating for it in events if not isinstance(it, Reveal) and it.rating is not None]
        if answers:
            yield Review(day, said[-1] if said else question_rating(answers[0]))
        elif gradings:
            yield Review(day, said[-1] if said else kata_rating(_kata_day(events)))


def _with_days(facts: ItemFacts) -> Iterator[tuple[date, AnswerFact | GradeFact | Reveal]]:
    """Yield everything in order of time with its study day, which never goes back."""
    last = date.min
    events: Iterable[AnswerFact | GradeFact | Reveal] = (*facts.reveals, *facts.answers, *facts.gradings)
    for event in sorted(events, key=lambda event: event.at):  # stable: equal times stay in the order of their tables
        last = max(last, event.day)
        yield last, event


def _kata_day(events: list[AnswerFact | GradeFact | Reveal]) -> KataDay:
    """Return one day on a variant, up to its first pass."""
    gradings = [event for event in events if isinstance(event, GradeFact)]
    until = next((grading for grading in gradings if grading.verdict == "passed"), gradings[-1])
    before = events[: events.index(until) + 1]
    looked_at = [event for event in before if isinstance(event, Reveal)]
    return KataDay(
        passed=until.verdict == "passed",
        gradings=sum(isinstance(event, GradeFact) for event in before),
        hints=len({it.number for it in looked_at if it.what == "hint"}),
        solution_seen=any(it.what == "solution" for it in looked_at),
        worked=until.worked,
        minutes=until.minutes,
    )


def _scheduler(rules: Rules) -> "Scheduler":
    """Return FSRS in whole days: no steps of minutes, no chance."""
    from fsrs import Scheduler  # noqa: PLC0415  see DECAY
    from fsrs.scheduler import DEFAULT_PARAMETERS  # noqa: PLC0415

    return Scheduler(
        parameters=rules.parameters or DEFAULT_PARAMETERS,
        desired_retention=rules.retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
