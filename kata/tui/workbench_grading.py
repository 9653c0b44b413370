"""Following a grading: from the service's events to the states that the workbench shows."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from typing import Protocol

from kata.errors import CannotGradeHereError, KataError
from kata.grading.report import Event, GradeRequest, GradingImpossible
from kata.tui.grading_state import GradingState, begin


class Grader(Protocol):
    """What the workbench needs of the grading service."""

    async def prepare(self, variant: str) -> None:
        """Get ready to grade a variant, so that the first grading starts at once."""

    def grade(self, request: GradeRequest) -> AsyncGenerator[Event, None]:
        """Grade; yield what happens as it happens."""


async def follow(grader: Grader, request: GradeRequest) -> AsyncIterator[GradingState]:
    """Yield the state after each event, the state "asked for" first; a fault of the service ends as "impossible"."""
    state = begin()
    yield state
    try:
        async with aclosing(grader.grade(request)) as events:
            async for event in events:
                state = state.after(event)
                yield state
    except (KataError, OSError) as fault:
        yield state.after(GradingImpossible(message=str(fault), exit_code=CannotGradeHereError.exit_code))


async def prepare(grader: Grader, variant: str) -> None:
    """Warm the service up; where that fails, the first grading will say so."""
    with suppress(KataError, OSError):
        await grader.prepare(variant)
