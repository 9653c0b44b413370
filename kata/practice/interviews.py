"""Between store and interview: begun, gone on with, paused, answered, judged. Like `evenings` it has I/O."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kata.content import Library
from kata.content.model import OpenQuestion, Question
from kata.practice import scheduling
from kata.practice.answers import Answer, Mark, OpenAnswer
from kata.practice.conversation import Kind, Standing, Step, Why, is_over, next_step, standing
from kata.practice.interview import Interview, Wishes, kind_of, known_part, plan_interview
from kata.practice.marking import mark
from kata.practice.scorecard import Scorecard, scorecard, week_after
from kata.practice.versions import Versions, installed_version
from kata.store import SavedSitting, Store

if TYPE_CHECKING:
    from pathlib import Path

HEARTBEAT: Final = 20.0  # seconds between two signs of life: so much a crash can take from what the clock has counted


def planned(
    library: Library, store: Store, wishes: Wishes, seed: int, versions: Versions = installed_version
) -> Interview:
    """Return what an interview would be now.

    Raises:
        UnknownNameError: A focus is neither a topic nor a framework.
    """
    return plan_interview(library, scheduling.past(store), wishes, seed=seed, versions=versions)


def begin(library: Library, store: Store, interview: Interview, seed: int) -> "Session":
    """Begin an interview; one that was left is given up."""
    while (left := store.open_sitting("interview")) is not None:
        store.end_sitting(left.id)
    return Session(library, store, store.begin_sitting(seed, interview.items, kind="interview", plan=interview))


def unfinished(library: Library, store: Store) -> "Session | None":
    """Return the interview that was left; one whose content is gone is ended on the way."""
    while (saved := store.open_sitting("interview")) is not None:
        session = Session(library, store, saved)
        if session.interview.parts:
            return session
        store.end_sitting(saved.id)
    return None


def last_finished(library: Library, store: Store) -> "Session | None":
    """Return the interview begun last of those that went to their end."""
    saved = store.finished_interview()
    return None if saved is None else Session(library, store, saved)


class Session:
    """An interview that was begun.

    Each method that changes something has written it when it returns, and what was done already is not done twice.
    Where the interview is, is read from these facts alone.
    """

    def __init__(self, library: Library, store: Store, saved: SavedSitting) -> None:
        known = {*(question.id for question in library.questions), *(variant.name for variant in library.variants)}
        self.library, self.store, self.saved = library, store, saved
        self.interview = known_part(msgspec.convert(saved.plan, Interview), known)
        self.report: Path | None = None  # where to write a page of it at its end

    @property
    def id(self) -> str:
        """The sitting's id."""
        return self.saved.id

    def held(self) -> Standing:
        """Return where the interview is."""
        return standing(self.store.events(self.id), self.store.attempts(sitting=self.id, whole=False))

    def now(self) -> datetime:
        """Return the time now."""
        return self.store.local_now()

    def wake(self) -> Standing:
        """Go on after it was left or cut off: time away is recorded as a pause, then the clock runs."""
        before = self.held()
        if before.since is not None and before.last is not None:
            self._pause("away", before.last)
        self.go_on()
        return self.held()

    def advance(self) -> Step:
        """Return what comes next, and write that it begins; the end of all parts is written too."""
        found = self.held()
        step = next_step(self.interview, found, self.now())
        if step.kind == "ask" and step.part is not None:
            if step.begins:
                self.note_time()
                self._happened(Kind.BEGUN, step.part.name)
            if step.item not in found.asked:
                self._happened(Kind.ASKED, step.item)
        elif step.kind in ("tick", "card") and not found.finished:
            self.note_time()
            self._happened(Kind.FINISHED)
        return step

    def note_time(self) -> bool:
        """Write, once, that the time of the part that is on is over; say whether it is over."""
        found = self.held()
        part = next((part for part in self.interview.parts if part.name == found.part), None)
        if part is None or not is_over(part, found, self.now()):
            return False
        if part.name not in found.over:
            self._happened(Kind.TIME_OVER, part.name)
        return True

    def answer(self, question: Question, given: Answer, worth: Mark, *, unsure: bool = False) -> None:
        """Store an answer that was marked."""
        found = self.held()
        if not found.done(question.id):
            self._keep(question, given, worth, seconds=found.taken(question.id, self.now()), unsure=unsure)

    def say(self, item: str, text: str) -> None:
        """Store an open answer; its points are ticked at the end, and only then is it an attempt."""
        found = self.held()
        if not found.done(item):
            self._happened(Kind.SAID, {"item": item, "text": text, "seconds": found.taken(item, self.now())})

    def pass_over(self, item: str) -> None:
        """Leave a question unanswered; it is not asked again."""
        found = self.held()
        if not found.done(item):
            self._happened(Kind.PASSED_OVER, {"item": item, "seconds": found.taken(item, self.now())})

    def hand_in(self, item: str, source: str) -> None:
        """Store what was written for a kata; the clock stands until it is graded."""
        found = self.held()
        if not found.done(item):
            worked = found.taken(item, self.now())
            self._happened(Kind.HANDED_IN, {"item": item, "source": source, "worked": worked})
            self.pause("grading")

    def keep_grade(self, item: str, report: Any) -> None:
        """Store the grading of what was handed in."""
        found = self.held()
        handed = found.handed_in[item]
        if item not in found.graded:
            minutes = self.library.variant(item).kata.spec.minutes
            self.store.add_grade(report, handed.source, worked=handed.worked, minutes=minutes, sitting=self.id)
        self.go_on()

    def keep_problem(self, item: str, problem: str) -> None:
        """Store that what was handed in cannot be graded here."""
        self._happened(Kind.NOT_GRADED, {"item": item, "problem": problem})
        self.go_on()

    def pause(self, why: Why) -> None:
        """Stop the clock."""
        self._pause(why, self.now())

    def go_on(self) -> None:
        """Let the clock run again, unless code is being graded or nothing more is asked."""
        found = self.held()
        waits = any(item not in (*found.graded, *found.not_graded) for item in found.handed_in)
        if found.pause is not None and not found.finished and not waits:
            self._happened(Kind.RESUMED)

    def sign_of_life(self) -> None:
        """Write that the interview goes on, so that a crash costs no more of the clock than a heartbeat."""
        if self.held().since is not None:
            self._happened(Kind.HERE)

    def tick(self, item: str, points: Collection[int]) -> None:
        """Store which points an open answer made, so far."""
        self._happened(Kind.TICKED, {"item": item, "points": sorted(points)})

    def settle(self, item: str, points: Collection[int]) -> None:
        """Store an open answer with the points that it made: now it is an attempt."""
        found, question = self.held(), self.library.question(item)
        assert isinstance(question, OpenQuestion)
        if item in found.untold:
            said = found.said[item]
            given = OpenAnswer(said.text, tuple(sorted(points)))
            self._keep(question, given, mark(question, given), seconds=said.seconds)

    def card(self) -> Scorecard:
        """Return what came of it."""
        return scorecard(self.library, self.interview, self.held(), self.store.attempts(sitting=self.id))

    def end(self) -> None:
        """End the sitting: everything is judged. Code that did not pass can be gone on with in the workbench."""
        found = self.held()
        for item, handed in found.handed_in.items():
            graded = self.store.graded().get(item)
            if (graded is None or graded.passed is None) and self.store.draft(item) is None:
                self.store.save_draft(item, handed.source)
        self.store.end_sitting(self.id)

    def plan_week(self) -> Scorecard:
        """Write a plan for the week after, which the queue follows; return the card with it."""
        days = week_after(self.library, scheduling.past(self.store), self.card())
        self._happened(Kind.PLANNED, {item: day.isoformat() for item, day in days.items()})
        return self.card()

    def _happened(self, kind: Kind, data: object = None) -> None:
        self.store.add_event(self.id, kind.value, data)

    def _pause(self, why: Why, since: datetime) -> None:
        if self.held().since is not None:
            self._happened(Kind.PAUSED, {"why": why, "since": since.isoformat()})

    def _keep(self, question: Question, given: Answer, worth: Mark, *, seconds: float, unsure: bool = False) -> None:
        self.store.add_answer(
            question=question.id,
            topic=self.library.topic_of(question.id),
            kind=kind_of(question),
            answer=given,
            correct=worth.correct,
            score=worth.score,
            seconds=seconds,
            unsure=unsure,
            misconceptions=worth.misconceptions,
            sitting=self.id,
        )
