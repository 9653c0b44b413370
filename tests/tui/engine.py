"""An engine that measures nothing: it says what it was given to say, as far as it is let."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kata.compare.result import Comparison, Event, Settings
from tests.compare import made_up

if TYPE_CHECKING:
    from kata.errors import KataError


class FakeEngine:
    """Yields the events of a comparison, of the workloads asked for, or where none is given of one as it was asked for.

    `hold`: stops before the first event for which it is true, until `go` is set. `fault`: raised after the last event.
    """

    def __init__(self, given: Comparison | None = None) -> None:
        self.given = given
        self.asked: list[Settings] = []
        self.ended = 0
        self.hold: Callable[[Event], bool] = lambda _event: False
        self.fault: KataError | None = None
        self.go = asyncio.Event()

    async def __call__(self, settings: Settings) -> AsyncGenerator[Event, None]:
        self.asked.append(settings)
        try:
            for event in made_up.events(self._of(settings)):
                if self.hold(event) and not self.go.is_set():
                    await self.go.wait()
                yield event
            if self.fault is not None:
                raise self.fault
        finally:
            self.ended += 1

    def _of(self, settings: Settings) -> Comparison:
        if self.given is None:
            return made_up.comparison(how=settings)
        sizes = {name: self.given.settings.sizes[name] for name in settings.sizes}
        measured = tuple(one for one in self.given.measured if one.workload in sizes)
        return replace(self.given, settings=replace(self.given.settings, sizes=sizes), measured=measured)
