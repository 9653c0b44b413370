"""Following a grading: from the service's events to the states that the workbench shows."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Protocol

from kata.errors import KataError
from kata.grading.report import Event, GradeRequest, GradingImpossible
from kata.tui.grading_state import GradingState, begin


class Grader(Protocol):
    """What the workbench needs of the grading service."""

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
    except KataError as fault:
        yield state.after(GradingImpossible(message=str(fault), exit_code=fault.exit_code))
