"""Where an interview is: folded from its plan, what happened in it, and what was answered. Pure; nothing is kept.

The clock runs from the first part's beginning and stands while the interview is paused: because the reader said so,
left or was away, or because code is being graded. What is asked counts its time from when it was first shown.

A part whose time is over asks nothing new: what is on screen may be finished, then the next part begins. A kata is
handed in when its time is over.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kata.practice.interview import Interview, Part, PartName
from kata.store.rows import Attempt, KataAttempt, QuestionAttempt, SittingEvent

Why = Literal["asked for", "left", "away", "grading"]


class Kind(StrEnum):
    """The kinds of events of an interview; beside each, its data."""

    BEGUN = "begun"  # the name of a part
    ASKED = "asked"  # an item, when it was first shown
    SAID = "said"  # {item, text, seconds}: an open answer, whose points are ticked at the end
    PASSED_OVER = "passed over"  # {item, seconds}
    HANDED_IN = "handed in"  # {item, source, worked}
    NOT_GRADED = "not graded"  # {item, problem}
    TIME_OVER = "time over"  # the name of a part
    PAUSED = "paused"  # {why, since}
    RESUMED = "resumed"
    HERE = "here"  # a sign of life
    FINISHED = "finished"  # nothing more is asked
    TICKED = "ticked"  # {item, points}
    PLANNED = "planned"  # {item: study day}


class Said(Struct, frozen=True):
    """An open answer as it was given, and the seconds it took."""

    text: str
    seconds: float


class HandedIn(Struct, frozen=True):
    """What was handed in for a kata, and the seconds worked on it."""

    source: str
    worked: float


class Pause(Struct, frozen=True):
    """Why the clock stands, and since when."""

    why: Why
    since: datetime


class Standing(Struct, frozen=True, kw_only=True):
    """An interview as its facts say.

    `spent`: seconds on each part until the clock last stood or was set going; `since`: since when it runs, None while
    it stands. `asked`: seconds on the clock when an item was first shown; `passed_over`: seconds from then on. `pauses`
    and `away`: how often the reader paused, left or was away, and the seconds of it. `last`: the last sign of life.
    `answered` and `graded`: items with an attempt.
    """

    begun: tuple[PartName, ...] = ()
    spent: Mapping[PartName, float] = {}
    since: datetime | None = None
    pause: Pause | None = None
    pauses: int = 0
    away: float = 0.0
    asked: Mapping[str, float] = {}
    said: Mapping[str, Said] = {}
    passed_over: Mapping[str, float] = {}
    handed_in: Mapping[str, HandedIn] = {}
    not_graded: Mapping[str, str] = {}
    over: frozenset[str] = frozenset()
    ticked: Mapping[str, tuple[int, ...]] = {}
    planned: Mapping[str, str] | None = None
    answered: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()
    finished: bool = False
    last: datetime | None = None

    @property
    def part(self) -> PartName | None:
        """The part that is on, None before the first."""
        return self.begun[-1] if self.begun else None

    @property
    def untold(self) -> tuple[str, ...]:
        """Open answers whose points were not judged yet, in the order given."""
        return tuple(item for item in self.said if item not in self.answered)

    def done(self, item: str) -> bool:
        """Whether nothing more is wanted of an item during the interview."""
        return item in {*self.answered, *self.said, *self.passed_over, *self.handed_in}

    def spent_on(self, part: PartName, now: datetime) -> float:
        """Return the seconds spent on a part."""
        return self.spent.get(part, 0.0) + (self._running(now) if part == self.part else 0.0)

    def whole(self, now: datetime) -> float:
        """Return the seconds on the clock."""
        return sum(self.spent.values()) + self._running(now)

    def taken(self, item: str, now: datetime) -> float:
        """Return the seconds since an item was first shown, pauses left out."""
        whole = self.whole(now)
        return whole - self.asked.get(item, whole)

    def _running(self, now: datetime) -> float:
        return 0.0 if self.since is None else max(0.0, (now - self.since).total_seconds())


class Step(Struct, frozen=True):
    """What comes next: a question or kata (`ask`) of a part, grading what was handed in, ticking points, or the card.

    `begins`: the part begins with it.
    """

    kind: Literal["ask", "grade", "tick", "card"]
    item: str = ""
    part: Part | None = None
    begins: bool = False


def standing(events: Iterable[SittingEvent], attempts: Iterable[Attempt]) -> Standing:
    """Fold the events of an interview, oldest first, and its attempts into where it is."""
    fold = _Fold()
    for event in events:
        fold.take(event)
    for attempt in attempts:
        fold.sign_of_life(attempt.at)
        if isinstance(attempt, QuestionAttempt):
            fold.facts.setdefault("answered", set()).add(attempt.question)
        elif isinstance(attempt, KataAttempt):
            fold.facts.setdefault("graded", set()).add(attempt.variant)
    return fold.standing()


def next_step(interview: Interview, now_at: Standing, now: datetime) -> Step:
    """Return what comes next."""
    for item in now_at.handed_in:
        if item not in now_at.graded and item not in now_at.not_graded:
            return Step("grade", item, interview.part_of(item))
    if not now_at.finished:
        current = next((at for at, part in enumerate(interview.parts) if part.name == now_at.part), -1)
        for part in interview.parts[max(current, 0) :]:
            begins = part.name != now_at.part
            following = next((it for it in part.items if not now_at.done(it)), None)
            if following is not None and (begins or _may_still_ask(part, following, now_at, now)):
                return Step("ask", following, part, begins)
    if now_at.untold:
        return Step("tick", now_at.untold[0])
    return Step("card")


def is_over(part: Part, now_at: Standing, now: datetime) -> bool:
    """Say whether the time of a part is over."""
    return part.name in now_at.over or now_at.spent_on(part.name, now) >= 60 * part.minutes


def _may_still_ask(part: Part, item: str, now_at: Standing, now: datetime) -> bool:
    return item in now_at.asked or not is_over(part, now_at, now)


class _Fold:
    """The facts gathered so far, and the clock."""

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self._begun: list[PartName] = []
        self._spent: dict[PartName, float] = {}
        self._since: datetime | None = None
        self._pause: Pause | None = None
        self._pauses, self._away = 0, 0.0
        self._last: datetime | None = None

    def take(self, event: SittingEvent) -> None:
        """Take one event in."""
        data = event.data
        match event.kind:
            case Kind.BEGUN:
                self._stop(event.at)
                self._begun.append(data)
                self._since, self._pause = event.at, None
            case Kind.ASKED:
                self.facts.setdefault("asked", {}).setdefault(data, self._whole(event.at))
            case Kind.SAID:
                said = self.facts.setdefault("said", {})
                said.setdefault(data["item"], Said(data["text"], data["seconds"]))
            case Kind.PASSED_OVER:
                self.facts.setdefault("passed_over", {}).setdefault(data["item"], data["seconds"])
            case Kind.HANDED_IN:
                handed = self.facts.setdefault("handed_in", {})
                handed.setdefault(data["item"], HandedIn(data["source"], data["worked"]))
            case Kind.NOT_GRADED:
                self.facts.setdefault("not_graded", {})[data["item"]] = data["problem"]
            case Kind.TIME_OVER:
                self.facts.setdefault("over", set()).add(data)
            case Kind.PAUSED:
                self._take_pause(data["why"], min(event.at, msgspec.convert(data["since"], datetime)))
            case Kind.RESUMED:
                self._resume(event.at)
            case Kind.TICKED:
                self.facts.setdefault("ticked", {})[data["item"]] = tuple(data["points"])
            case Kind.PLANNED:
                self.facts["planned"] = data
            case Kind.FINISHED:
                self._stop(event.at)
                self.facts["finished"] = True
        self.sign_of_life(event.at)

    def sign_of_life(self, at: datetime) -> None:
        """Remember that the program ran then."""
        self._last = at if self._last is None else max(self._last, at)

    def standing(self) -> Standing:
        """Return what it comes to."""
        facts: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, set) else value for name, value in self.facts.items()
        }
        return Standing(
            begun=tuple(self._begun),
            spent=self._spent,
            since=self._since,
            pause=self._pause,
            pauses=self._pauses,
            away=self._away,
            last=self._last,
            **facts,
        )

    def _take_pause(self, why: Why, since: datetime) -> None:
        if self._since is None:
            return
        since = max(since, self._since)
        self._stop(since)
        self._pause = Pause(why, since)
        self._pauses += why != "grading"

    def _resume(self, at: datetime) -> None:
        if self._pause is None:
            return
        if self._pause.why != "grading":
            self._away += max(0.0, (at - self._pause.since).total_seconds())
        self._since, self._pause = at, None

    def _stop(self, at: datetime) -> None:
        if self._since is not None and self._begun:
            part = self._begun[-1]
            self._spent[part] = self._spent.get(part, 0.0) + max(0.0, (at - self._since).total_seconds())
        self._since = None

    def _whole(self, at: datetime) -> float:
        running = 0.0 if self._since is None else max(0.0, (at - self._since).total_seconds())
        return sum(self._spent.values()) + running
