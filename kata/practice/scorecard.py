"""What came of an interview: each item with its answer, its worth and its time; topics, frameworks; the week after."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import Struct

from kata.content import Library
from kata.practice.conversation import Standing
from kata.practice.evidence import right
from kata.practice.interview import Interview, PartName
from kata.practice.past import Past
from kata.store.rows import Attempt, KataAttempt, QuestionAttempt

Status = Literal["right", "unsure", "partly", "wrong", "passed over", "not reached", "passed", "failed", "not graded"]

WEEK: Final = 7  # days that a plan covers, from tomorrow on
A_DAY: Final = 3  # items of it a day, at most
MORE_OF_A_TOPIC: Final = 2  # other questions on each topic that went badly
WEAK: Final = 0.7


class Result(Struct, frozen=True, kw_only=True):
    """One item. `score` is 0 to 1, None where there is nothing to judge; `minutes` were planned, `seconds` taken.

    `attempt`: the answer or the grading as stored. `problem`: why what was handed in could not be graded.
    """

    item: str
    part: PartName
    kata: bool
    topics: tuple[str, ...]
    frameworks: tuple[str, ...]
    status: Status
    score: float | None
    minutes: float
    seconds: float
    attempt: Attempt | None = None
    source: str = ""
    problem: str = ""

    @property
    def well(self) -> bool:
        """Whether there is nothing to come back to."""
        return self.status in ("right", "passed")


class Share(Struct, frozen=True):
    """How one topic, framework or part went: how many items were judged, and their mean score, 0 to 1."""

    name: str
    judged: int
    score: float


class Scorecard(Struct, frozen=True, kw_only=True):
    """What came of an interview. `seconds` and `minutes`: taken, planned. `away`: the seconds of all pauses."""

    results: tuple[Result, ...]
    topics: tuple[Share, ...]
    frameworks: tuple[Share, ...]
    score: float | None
    seconds: float
    minutes: int
    pauses: int
    away: float
    planned: Mapping[str, date] | None = None

    @property
    def missed(self) -> tuple[Result, ...]:
        """What to come back to."""
        return tuple(result for result in self.results if not result.well)


def scorecard(library: Library, interview: Interview, held: Standing, attempts: Iterable[Attempt]) -> Scorecard:
    """Return what came of an interview; `attempts` are those of its sitting."""
    by_item: dict[str, Attempt] = {}
    for attempt in attempts:
        by_item[attempt.question if isinstance(attempt, QuestionAttempt) else attempt.variant] = attempt
    results = tuple(_result(library, interview, held, item, by_item.get(item)) for item in interview.items)
    judged = [result.score for result in results if result.score is not None]
    return Scorecard(
        results=results,
        topics=tuple(_shares((topic, result) for result in results for topic in result.topics)),
        frameworks=tuple(_shares((name, result) for result in results for name in result.frameworks)),
        score=sum(judged) / len(judged) if judged else None,
        seconds=sum(held.spent.values()),
        minutes=interview.minutes,
        pauses=held.pauses,
        away=held.away,
        planned=None if held.planned is None else {it: date.fromisoformat(day) for it, day in held.planned.items()},
    )


def week_after(library: Library, past: Past, card: Scorecard) -> dict[str, date]:
    """Return what to do in the next seven days, and when: item -> study day, tomorrow first.

    What went wrong comes first, the kata before all; then other questions on the topics that went badly, unseen ones
    before those seen; then what was not reached. At most three a day; what its card brings earlier comes earlier.
    """
    wrong = sorted(
        (it for it in card.missed if it.status != "not reached"), key=lambda it: (not it.kata, it.score or 0.0)
    )
    missed = [result.item for result in wrong]
    late = [result.item for result in card.missed if result.status == "not reached"]
    more = [name for name in _more_of_weak_topics(library, past, card) if name not in (*missed, *late)]
    items = list(dict.fromkeys([*missed, *more, *late]))[: WEEK * A_DAY]
    days = {item: past.day + timedelta(days=1 + at * WEEK // max(len(items), WEEK)) for at, item in enumerate(items)}
    return {item: _not_after_card(past, item, day) for item, day in days.items()}


def _result(library: Library, interview: Interview, held: Standing, item: str, attempt: Attempt | None) -> Result:
    part = interview.part_of(item)
    kata = part.name == "kata"
    if kata:
        variant = library.variant(item)
        topics: tuple[str, ...] = variant.kata.spec.topics
        frameworks: tuple[str, ...] = (variant.framework,)
    else:
        question = library.question(item)
        topics, frameworks = (library.topic_of(item),), question.frameworks
    status, score = _worth(held, item, attempt)
    handed = held.handed_in.get(item)
    return Result(
        item=item,
        part=part.name,
        kata=kata,
        topics=topics,
        frameworks=frameworks,
        status=status,
        score=score,
        minutes=interview.turn(item).minutes,
        seconds=handed.worked if handed else attempt.seconds if attempt else held.passed_over.get(item, 0.0),
        attempt=attempt,
        source=handed.source if handed else "",
        problem=held.not_graded.get(item, ""),
    )


def _worth(held: Standing, item: str, attempt: Attempt | None) -> tuple[Status, float | None]:
    if isinstance(attempt, KataAttempt):
        passed = attempt.verdict == "passed"
        return ("passed", 1.0) if passed else ("failed", attempt.passed_checks / max(attempt.checks, 1))
    if attempt is None:
        if item in held.not_graded:
            return "not graded", None
        return ("passed over", 0.0) if item in held.passed_over else ("not reached", None)
    if right(attempt.correct, attempt.score):
        return ("unsure" if attempt.unsure else "right"), attempt.score
    return ("partly" if attempt.score > 0 else "wrong"), attempt.score


def _shares(named: Iterable[tuple[str, Result]]) -> Iterator[Share]:
    """Yield the share of each name that has judged items, in the order met."""
    scores: dict[str, list[float]] = {}
    for name, result in named:
        if result.score is not None:
            scores.setdefault(name, []).append(result.score)
    for name, found in scores.items():
        yield Share(name, len(found), sum(found) / len(found))


def _more_of_weak_topics(library: Library, past: Past, card: Scorecard) -> Iterator[str]:
    """Yield other questions on the topics that went badly, the worst first."""
    banks = {bank.topic: bank for bank in library.banks}
    asked = {result.item for result in card.results}
    for share in sorted(card.topics, key=lambda share: share.score):
        if share.score < WEAK and share.name in banks:
            others = [it.id for it in banks[share.name].questions if it.id not in asked]
            unseen = [name for name in others if name not in past.cards]
            seen = sorted((name for name in others if name in past.cards), key=lambda name: past.cards[name].due)
            yield from (*unseen, *seen)[:MORE_OF_A_TOPIC]


def _not_after_card(past: Past, item: str, day: date) -> date:
    card = past.cards.get(item)
    return day if card is None else max(min(day, card.due), past.day + timedelta(days=1))
