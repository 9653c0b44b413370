"""What Home shows, as one frozen value made from the content and what the store remembers. No terminal here."""

from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from kata.content import Library
from kata.i18n import _, ngettext
from kata.practice import NextThing, Today, evenings, scheduling, today
from kata.practice.overviews import read_readiness
from kata.practice.readiness import Readiness
from kata.report.schedule import day_in_words
from kata.store import Store
from kata.tui.days import last_days

DAYS = 21


class Action(NamedTuple):
    """One thing that can be done from Home: its key, its name, and the words for it."""

    key: str
    name: str
    words: str


class HomeView(Struct, frozen=True, kw_only=True):
    """Everything on Home.

    `by_day`: attempts on each of the last days. `answered`: questions of the unfinished sitting. `interviewing`: an
    interview was left in the middle. `first_start`: nothing was ever answered.
    """

    today: Today
    readiness: Readiness
    by_day: tuple[int, ...]
    answered: int
    day: date
    first_start: bool
    interviewing: bool = False


def home_view(library: Library, store: Store) -> HomeView:
    """Read what Home shows."""
    past, left = scheduling.past(store), evenings.unfinished(store)
    counts = store.done_by_day(past.day - timedelta(days=DAYS))
    sitting = None if left is None else evenings.go_on(library, store, left)
    rest = evenings.rest_of(left, sitting) if left and sitting and left.kind == "practice" else None
    return HomeView(
        today=today(library, past, left, rest=rest),
        answered=0 if sitting is None else sitting.position,
        readiness=read_readiness(library, store, past),
        by_day=tuple(last_days(counts, past.day, DAYS)),
        day=past.day,
        first_start=not past.days,
        interviewing=store.open_sitting("interview") is not None,
    )


def actions(view: HomeView) -> tuple[Action, ...]:
    """Return what can be done, the one thing to do next first."""
    listed = [Action("enter", "next", next_in_words(view, view.today.next))]
    going_on = to_continue(view.today)
    if going_on is not None and going_on != view.today.next:
        listed.append(Action("w", "continue", next_in_words(view, going_on)))
    if view.today.next.kind != "rest":
        listed.append(Action("q", "quiz", _("Ten questions")))
    if view.interviewing or not view.first_start:
        words = _("Interview: go on") if view.interviewing else _("Mock interview")
        listed.append(Action("i", "interview", words))
    listed.append(Action("k", "katas", _("All katas")))
    listed.append(Action("c", "compare", _("Compare PyTorch and JAX")))
    return (*listed, Action("s", "show_stats", _("Statistics")))


def to_continue(held: Today) -> NextThing | None:
    """Return what was left in the middle: a sitting, else the last draft, else nothing."""
    if held.unfinished is not None:
        return NextThing("evening" if held.unfinished.kind == "practice" else "resume", held.unfinished.id)
    return NextThing("draft", held.drafts[0]) if held.drafts else None


def next_in_words(view: HomeView, thing: NextThing) -> str:
    """Return the words for one thing to do."""
    left = view.today.unfinished
    return {
        "evening": _("Practice: go on, {number}/{count}"),
        "resume": _("Quiz: go on, {number}/{count}"),
        "practise": _("Practise, {minutes} min"),
        "draft": _("Go on: {variant}"),
        "kata": _("Solve {variant}"),
        "rest": _("Ten questions anyway"),
    }[thing.kind].format(
        variant=thing.name,
        minutes=view.today.minutes,
        number=view.answered,
        count=len(left.questions) if left else 0,
    )


def due_in_words(held: Today) -> str:
    """Return how much today holds, or how much of the evening is left."""
    if held.next.kind == "evening":
        left, minutes = len(held.evening), held.minutes
        return _("{count} left of tonight").format(count=left) + "\n" + _("about {minutes} min").format(minutes=minutes)
    if not held.due + held.new:
        if held.next_day is None:
            return _("Nothing is due.")
        return _("Nothing is due before {day}.").format(day=day_in_words(held.next_day))
    counts = [_("{count} due").format(count=held.due)] if held.due else []
    counts += [_("{count} new").format(count=held.new)] if held.new else []
    return " · ".join(counts) + "\n" + _("tonight about {minutes} min").format(minutes=held.minutes)


def head_in_words(view: HomeView) -> str:
    """Return the day, and how many days in a row something was done."""
    days = view.today.days_in_row
    row = ngettext("{count} day in a row", "{count} days in a row", days).format(count=days) if days > 1 else ""
    return "   ".join(part for part in (row, day_in_words(view.day)) if part)


def welcome() -> str:
    """Return what a first start says: three lines."""
    return "\n".join(
        (
            _("kata asks what interviewers ask about PyTorch and JAX, and grades the code you write."),
            _("Begin with ten questions; each answer is explained, and what you miss comes back."),
            _("After that, katas: you write the training, kata runs it and says which mistake it sees."),
        )
    )
