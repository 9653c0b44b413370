"""Which screen a command opens above Home."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from kata.practice import MINUTES
from kata.practice.choosing import named
from kata.tui.asking import Wanted

if TYPE_CHECKING:
    from kata.content import Library
    from kata.practice.interview import Wishes
    from kata.store import Store
    from kata.tui.sittings import Running

Opening = Callable[[], Screen[None]]


def opening(library: "Library", start: str, variant: str, wanted: Mapping[str, Any]) -> Opening | None:
    """Return what makes the first screen above Home, or None for Home itself.

    Raises:
        UnknownNameError: there is no such variant, topic or question.
    """
    if start == "solve":
        return workbench(library.variant(variant).name)
    if start == "quiz":
        named(library, wanted.get("topics", ()))
        return quiz(Wanted(**wanted) if wanted else None)
    if start == "practice":
        return evening(**wanted)
    if start == "interview":
        return interview(**wanted)
    return {"katas": katas, "stats": stats}.get(start)


def evening(minutes: float = MINUTES) -> Opening:
    """Return what opens this evening's practice: the one that was left, else a new one of so many minutes."""

    def make() -> Screen[None]:
        from kata.tui.screens.evening import EveningScreen  # noqa: PLC0415

        return EveningScreen(minutes)

    return make


def interview(wishes: "Wishes | None" = None, seed: int | None = None, report: Path | None = None) -> Opening:
    """Return what opens the door to an interview; `report`: the file that is written at its end."""

    def make() -> Screen[None]:
        from kata.tui.screens.interview import InterviewStartScreen  # noqa: PLC0415

        return InterviewStartScreen(wishes, seed=seed, report=report)

    return make


def following(running: "Running", library: "Library", store: "Store") -> Opening:
    """Return what shows the next item of a sitting: a question or a kata, or at its end what came of it."""

    def make() -> Screen[None]:
        current = running.sitting.current
        if current is None:
            from kata.tui.screens.summary import SummaryScreen  # noqa: PLC0415

            store.end_sitting(running.id)
            return SummaryScreen(running.sitting, evening=running.is_evening)
        if current in {variant.name for variant in library.variants}:
            from kata.tui.screens.kata_turn import KataTurnScreen  # noqa: PLC0415

            return KataTurnScreen(running)
        from kata.tui.screens.quiz import QuizScreen  # noqa: PLC0415

        return QuizScreen(running=running)

    return make


def workbench(variant: str, sitting: str | None = None) -> Opening:
    """Return what opens the workbench on a variant, for the sitting of that id or for itself."""

    def make() -> Screen[None]:
        from kata.tui.screens.workbench import WorkbenchScreen  # noqa: PLC0415  it brings the editor's grammar

        return WorkbenchScreen(variant, sitting)

    return make


def quiz(wanted: Wanted | None) -> Opening:
    """Return what opens the quiz; None goes on with the sitting that was left."""

    def make() -> Screen[None]:
        from kata.tui.screens.quiz import QuizScreen  # noqa: PLC0415  Home is there sooner without it

        return QuizScreen(wanted)

    return make


def stats() -> Screen[None]:
    """Open the statistics."""
    from kata.tui.screens.stats import StatsScreen  # noqa: PLC0415

    return StatsScreen()


def katas() -> Screen[None]:
    """Open the list of katas."""
    from kata.tui.screens.katas import KatasScreen  # noqa: PLC0415

    return KatasScreen()


def compare() -> Screen[None]:
    """Open the comparison of PyTorch and JAX."""
    from kata.tui.screens.compare import CompareScreen  # noqa: PLC0415

    return CompareScreen()
