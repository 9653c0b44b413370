"""A screen that measures: one comparison at a time, by a process that ends with the screen. Looks are not here."""

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec.structs import replace
from textual.reactive import reactive
from textual.worker import Worker, WorkerError

from kata.compare.prediction import Prediction, worth
from kata.compare.result import Event, Settings
from kata.compare.running import stream
from kata.compare.settings import settings_for
from kata.compare.workloads import Workload, workloads
from kata.errors import KataError
from kata.tui.comparing import ComparingState
from kata.tui.comparisons_kept import keep, kept
from kata.tui.screens.base import KataScreen, told

Stream: TypeAlias = Callable[[Settings], AsyncGenerator[Event, None]]


class MeasuringScreen(KataScreen):
    """Follows `state`. `measure` yields what happens while it is measured; closing it ends whatever it has started."""

    state: reactive[ComparingState] = reactive(ComparingState(), init=False, always_update=True)

    def __init__(self, measure: Stream = stream, known: Sequence[Workload] | None = None) -> None:
        super().__init__()
        self._stream = measure
        self.workloads = {one.name: one for one in (workloads() if known is None else known)}
        self._measuring: Worker[None] | None = None
        self._left = False

    @property
    def folder(self) -> Path:
        """Where comparisons are kept."""
        return self.kata.store.path.with_name("comparisons")

    def on_mount(self) -> None:
        """Show what was measured before."""
        found, problems = kept(self.folder, self.workloads)
        self.state = replace(self.state, kept=found)
        for problem in problems:
            self.notify(problem, severity="warning", timeout=10, markup=False)

    async def on_unmount(self) -> None:
        """Leave no process behind. Cancelled twice, the end of the measuring would be cancelled too."""
        self._left = True
        if self._measuring is not None:
            if not self._measuring.is_cancelled:
                self._measuring.cancel()
            with suppress(WorkerError):
                await self._measuring.wait()

    @told
    def measure(self, names: Iterable[str], predictions: Iterable[Prediction] = ()) -> None:
        """Begin to measure these workloads."""
        names = tuple(names)
        if self.state.busy:
            return
        settings = self.settings(names)
        self.state = self.state.begun(names, predictions)
        self._measuring = self.run_worker(self._follow(settings))

    def settings(self, names: Sequence[str]) -> Settings:
        """Return how these workloads are measured next; raises `KataError`."""
        return settings_for(names, device=self.state.how.device, quick=self.state.how.quick)

    async def _follow(self, settings: Settings) -> None:
        """Follow the measuring to its end, or to the reader's; what is measured by then stays."""
        problem = ""
        try:
            async with aclosing(self._stream(settings)) as events:
                async for event in events:
                    self.state = self.state.after(event)
        except (KataError, OSError) as fault:
            problem = str(fault)
        finally:
            self._end(problem)

    def _end(self, problem: str) -> None:
        """Keep what was measured, and what was predicted of it, whether or not anybody is looking any more."""
        before, ended = self.state, self.state.ended(problem)
        new = {name: it for name, it in ended.kept.items() if it is not before.kept.get(name)}
        try:
            keep(self.folder, new)
            for name in new.keys() & ended.predicted.keys():
                if (attempt := worth(ended.predicted[name], new[name])) is not None:
                    self.kata.store.add_answer(**msgspec.structs.asdict(attempt))
        except KataError as fault:
            ended = replace(ended, problem=str(fault))
        if not self._left:
            self.state = ended

    def action_stop(self) -> None:
        """End the measuring, once."""
        if self._measuring is not None and not self.state.stopping:
            self.state = replace(self.state, stopping=True)
            self._measuring.cancel()
