"""What Home shows, as one frozen value made from the content and what the store remembers. No terminal here."""

from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from kata.content import Library
from kata.i18n import _, ngettext
from kata.practice import NextThing, Today, TopicProgress, progress, today
from kata.store import Store
from kata.tui.days import day_in_words, done_by_day

DAYS = 21


class Action(NamedTuple):
    """One thing that can be done from Home: its key, its name, and the words for it."""

    key: str
    name: str
    words: str


class HomeView(Struct, frozen=True, kw_only=True):
    """Everything on Home. `first_start`: nothing was ever answered. `by_day`: attempts on each of the last days."""

    today: Today
    topics: tuple[TopicProgress, ...]
    by_day: tuple[int, ...]
    now: datetime
    first_start: bool


def home_view(library: Library, store: Store, now: datetime) -> HomeView:
    """Read what Home shows; `now` in the reader's own time zone."""
    attempts = store.attempts(whole=False)
    return HomeView(
        today=today(library, attempts, store.drafts(), now, store.open_sitting()),
        topics=progress(library, attempts, now),
        by_day=tuple(done_by_day(attempts, now, DAYS)),
        now=now,
        first_start=not attempts,
    )


def actions(view: HomeView) -> tuple[Action, ...]:
    """Return what can be done, the one thing to do next first."""
    listed = [Action("enter", "next", next_in_words(view.today.next))]
    going_on = to_continue(view.today)
    if going_on is not None and going_on != view.today.next:
        listed.append(Action("w", "continue", next_in_words(going_on)))
    return (*listed, Action("q", "quiz", _("Ten questions on everything")), Action("k", "katas", _("All katas")))


def to_continue(held: Today) -> NextThing | None:
    """Return what was left in the middle: a sitting, else the last draft, else nothing."""
    if held.unfinished is not None:
        return NextThing("resume", held.unfinished.id)
    return NextThing("draft", held.drafts[0]) if held.drafts else None


def next_in_words(thing: NextThing) -> str:
    """Return the words for the one thing to do next."""
    return {
        "resume": _("Go on with the quiz"),
        "practise": _("Practise what is due"),
        "draft": _("Go on with {variant}"),
        "learn": _("Answer ten questions"),
        "kata": _("Solve {variant}"),
        "rest": _("Nothing is due: ten questions anyway"),
    }[thing.kind].format(variant=thing.name)


def due_in_words(held: Today) -> str:
    """Return how much today holds."""
    if not held.due + held.new:
        return _("Nothing is due.")
    return _("{due} due · {new} new · about {minutes} min").format(due=held.due, new=held.new, minutes=held.minutes)


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
