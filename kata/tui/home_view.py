"""What Home shows, as one frozen value made from the content and what the store remembers. No terminal here."""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from kata.content import Library
from kata.i18n import _, ngettext
from kata.practice import NextThing, Today, TopicProgress, progress, resume, today
from kata.store import Store
from kata.tui.days import day_in_words, done_by_day

DAYS = 21


class Action(NamedTuple):
    """One thing that can be done from Home: its key, its name, and the words for it."""

    key: str
    name: str
    words: str


class HomeView(Struct, frozen=True, kw_only=True):
    """Everything on Home.

    `by_day`: attempts on each of the last days. `answered`: questions of the unfinished sitting. `first_start`: nothing
    was ever answered.
    """

    today: Today
    topics: tuple[TopicProgress, ...]
    by_day: tuple[int, ...]
    answered: int
    now: datetime
    first_start: bool


def home_view(library: Library, store: Store, now: datetime) -> HomeView:
    """Read what Home shows; `now` in the reader's own time zone."""
    attempts, left = store.attempts(whole=False), store.open_sitting()
    return HomeView(
        today=today(library, attempts, store.drafts(), now, left),
        answered=0 if left is None else resume(library, left, store.attempts(sitting=left.id)).position,
        topics=progress(library, attempts, now),
        by_day=tuple(done_by_day(attempts, now, DAYS)),
        now=now,
        first_start=not attempts,
    )


def actions(view: HomeView) -> tuple[Action, ...]:
    """Return what can be done, the one thing to do next first."""
    listed = [Action("enter", "next", next_in_words(view, view.today.next))]
    going_on = to_continue(view.today)
    if going_on is not None and going_on != view.today.next:
        listed.append(Action("w", "continue", next_in_words(view, going_on)))
    if view.today.next.kind not in ("learn", "practise", "rest"):
        listed.append(Action("q", "quiz", _("Ten questions")))
    return (*listed, Action("k", "katas", _("All katas")))


def to_continue(held: Today) -> NextThing | None:
    """Return what was left in the middle: a sitting, else the last draft, else nothing."""
    if held.unfinished is not None:
        return NextThing("resume", held.unfinished.id)
    return NextThing("draft", held.drafts[0]) if held.drafts else None


def next_in_words(view: HomeView, thing: NextThing) -> str:
    """Return the words for one thing to do."""
    left = view.today.unfinished
    return {
        "resume": _("Quiz: go on, {number}/{count}"),
        "practise": _("Practise what is due"),
        "draft": _("Go on: {variant}"),
        "learn": _("Ten new questions"),
        "kata": _("Solve {variant}"),
        "rest": _("Ten questions anyway"),
    }[thing.kind].format(variant=thing.name, number=view.answered, count=len(left.questions) if left else 0)


def due_in_words(held: Today) -> str:
    """Return how much today holds."""
    if not held.due + held.new:
        return _("Nothing is due.")
    counts = [_("{count} due").format(count=held.due)] if held.due else []
    counts.append(_("{count} new").format(count=held.new))
    return " · ".join(counts) + "\n" + _("about {minutes} min").format(minutes=held.minutes)


def head_in_words(view: HomeView) -> str:
    """Return the day, and how many days in a row something was done."""
    days = view.today.days_in_row
    row = ngettext("{count} day in a row", "{count} days in a row", days).format(count=days) if days > 1 else ""
    return "   ".join(part for part in (row, day_in_words(view.now)) if part)


def welcome() -> str:
    """Return what a first start says: three lines."""
    return "\n".join(
        (
            _("kata asks what interviewers ask about PyTorch and JAX, and grades the code you write."),
            _("Begin with ten questions; each answer is explained, and what you miss comes back."),
            _("After that, katas: you write the training, kata runs it and says which mistake it sees."),
        )
    )
