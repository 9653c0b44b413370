"""What a kata's turn in an evening shows, as a frozen value and as words. No terminal here."""

from msgspec import Struct

from kata.content import Library, Variant
from kata.content.model import say
from kata.i18n import _
from kata.practice import Card, evenings, scheduling
from kata.report.schedule import back_in_words
from kata.store import KataAttempt, Store
from kata.tui.asking import FRAMEWORKS, level_in_words
from kata.tui.sittings import Running


class TurnView(Struct, frozen=True, kw_only=True):
    """A kata in an evening. `done`: passed in it. `last`: its last grading in it. `card`: once it was graded there.

    `review`: it was passed before this evening; the editor then begins with the starter.
    """

    running: Running
    variant: Variant
    done: bool
    review: bool
    last: KataAttempt | None
    card: Card | None


def turn_view(library: Library, store: Store, running: Running, name: str) -> TurnView:
    """Read what the screen shows."""
    attempts = evenings.attempts_of(store, running.saved)
    last = next((it for it in attempts if isinstance(it, KataAttempt) and it.variant == name), None)
    passed = store.graded()[name].passed if name in store.graded() else None
    before = [it for it in store.attempts(name, whole=False) if it.at < running.saved.started]
    return TurnView(
        running=running,
        variant=library.variant(name),
        done=running.sitting.current != name,
        review=passed is not None and any(isinstance(it, KataAttempt) and it.verdict == "passed" for it in before),
        last=last,
        card=None if last is None else scheduling.card(store, name),
    )


def head_in_words(view: TurnView) -> tuple[str, str]:
    """Return both ends of the first line: where the evening is, and facts about the kata."""
    sitting, spec = view.running.sitting, view.variant.kata.spec
    number = sitting.position + (0 if view.done else 1)
    parts = [
        _("Kata"),
        _("{number} of {count}").format(number=number, count=len(sitting.questions)),
        _("{minutes} min left").format(minutes=view.running.minutes_left),
    ]
    minutes = _("{minutes} min").format(minutes=spec.minutes)
    return " · ".join(parts), "   ".join([level_in_words(spec.level), FRAMEWORKS[view.variant.framework], minutes])


def about_kata(view: TurnView, language: str) -> tuple[str, str]:
    """Return the title, and the text below it as Markdown."""
    spec = view.variant.kata.spec
    text = [say(spec.summary, language)]
    if view.review:
        text.append(_("You have passed it before: the editor begins with the starter. Your last solution is kept."))
    return f"{view.variant.name}   {say(spec.title, language)}", "\n\n".join(text)


def state_in_words(view: TurnView) -> tuple[str, str]:
    """Return the line above the keys and its tone."""
    if view.last is None:
        return _("Not graded yet this evening."), "how"
    back = back_in_words(view.card) if view.card else ""
    if view.done:
        return f"✓ {_('Passed.')} · {back}", "right"
    checks = _("{passed} of {checks} checks").format(passed=view.last.passed_checks, checks=view.last.checks)
    return f"✗ {checks} · {back}", "wrong"
