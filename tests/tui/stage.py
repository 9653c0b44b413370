"""What tests hold in their hands: the running program, its screen as text, a clock and a grading service of ours."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from textual.pilot import Pilot

from kata.content.model import ClozeQuestion
from kata.errors import CannotGradeHereError
from kata.grading.report import FillingResult
from kata.tui.app import KataApp
from kata.tui.asking import Asked
from kata.tui.screens.quiz import QuizScreen

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class FakeGrading:
    """Answers fillings as told; `hold` keeps it waiting until `go` is set."""

    def __init__(self) -> None:
        self.passes: bool | None = False
        self.asked: list[tuple[str, list[str]]] = []
        self.go = asyncio.Event()
        self.go.set()

    async def run_filling(self, question: ClozeQuestion, fillings: Sequence[str]) -> FillingResult:
        self.asked.append((question.id, list(fillings)))
        await self.go.wait()
        if self.passes is None:
            raise CannotGradeHereError("no framework")
        return FillingResult(passed=self.passes, message="" if self.passes else "AssertionError on line 2")

    async def close(self) -> None:
        pass


class Stage:
    """The program in a test."""

    def __init__(self, app: KataApp, pilot: Pilot[None], grading: FakeGrading) -> None:
        self.app, self.pilot, self.grading = app, pilot, grading

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settled()

    async def click(self, *where: object, **how: object) -> None:
        await self.pilot.click(*where, **how)  # type: ignore[arg-type]
        await self.settled()

    async def settled(self) -> None:
        """Wait until the screen has stopped changing."""
        seen = None
        for _ in range(50):
            await self.pilot.pause()
            now = self.text()
            if now == seen:
                return
            seen = now
        raise AssertionError("the screen does not come to rest")

    async def until(self, condition: Callable[[], object]) -> None:
        for _ in range(500):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never happened:\n" + self.text())

    def text(self) -> str:
        """Return the screen as plain text, without the spaces at the ends of lines."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def quiz(self) -> QuizScreen:
        assert isinstance(self.app.screen, QuizScreen)
        return self.app.screen

    @property
    def asked(self) -> Asked:
        assert self.quiz.asked is not None
        return self.quiz.asked
