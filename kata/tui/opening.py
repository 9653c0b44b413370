"""Which screen a command opens above Home."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from kata.tui.asking import Wanted

if TYPE_CHECKING:
    from kata.content import Library

Opening = Callable[[], Screen[None]]


def opening(library: "Library", start: str, variant: str, wanted: Mapping[str, Any]) -> Opening | None:
    """Return what makes the first screen above Home, or None for Home itself.

    Raises:
        UnknownNameError: there is no such variant or topic.
    """
    if start == "solve":
        return workbench(library.variant(variant).name)
    if start == "quiz":
        for topic in wanted.get("topics", ()):
            library.bank(topic)
        return quiz(Wanted(**wanted) if wanted else None)
    return katas if start == "katas" else None


def workbench(variant: str) -> Opening:
    """Return what opens the workbench on a variant."""

    def make() -> Screen[None]:
        from kata.tui.screens.workbench import WorkbenchScreen  # noqa: PLC0415  it brings the editor's grammar

        return WorkbenchScreen(variant)

    return make


def quiz(wanted: Wanted | None) -> Opening:
    """Return what opens the quiz; None goes on with the sitting that was left."""

    def make() -> Screen[None]:
        from kata.tui.screens.quiz import QuizScreen  # noqa: PLC0415  Home is there sooner without it

        return QuizScreen(wanted)

    return make


def katas() -> Screen[None]:
    """Open the list of katas."""
    from kata.tui.screens.katas import KatasScreen  # noqa: PLC0415

    return KatasScreen()
