"""Comparisons on screen as one frozen value: what is kept of each workload, and what is being measured. No terminal."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kata.compare.prediction import Prediction
from kata.compare.result import Comparison, Complete, Device, Event, Machine, Measured, Progress, Settings, folded

# idle: nobody has measured it. queued: its turn comes. now: being measured. kept: there are results. empty: it was
# measured, and not one variant came to a time.
Stage = Literal["idle", "queued", "now", "kept", "empty"]


class How(Struct, frozen=True):
    """What the reader has set for the next measuring."""

    quick: bool = False
    device: Device = "cpu"


class ComparingState(Struct, frozen=True, kw_only=True):
    """Everything on the screen but the cursor.

    `kept`: what is known of each workload, a comparison of its own. `running`: what is being measured, None until its
    first event; `complete`: of which workloads that knows all, memory too. `busy`: measuring has been asked for and
    has not ended; `stopping`: the reader has ended it. `predicted`: what was said beforehand, by workload. `problem`:
    why the last measuring broke off.
    """

    kept: Mapping[str, Comparison] = {}
    how: How = How()
    busy: bool = False
    stopping: bool = False
    names: tuple[str, ...] = ()
    running: Comparison | None = None
    complete: frozenset[str] = frozenset()
    progress: Progress | None = None
    predicted: Mapping[str, Prediction] = {}
    problem: str = ""

    def begun(self, names: Iterable[str], predictions: Iterable[Prediction] = ()) -> "ComparingState":
        """Return the state in which these workloads are going to be measured; what was predicted of them is void."""
        names = tuple(names)
        said = {name: one for name, one in self.predicted.items() if name not in names}
        said |= {one.workload: one for one in predictions}
        return replace(
            self,
            busy=True,
            stopping=False,
            names=names,
            running=None,
            complete=frozenset(),
            progress=None,
            predicted=said,
            problem="",
        )

    def after(self, event: Event) -> "ComparingState":
        """Return the state once `event` has happened."""
        if isinstance(event, Progress):
            return replace(self, progress=event)
        if isinstance(event, Complete):
            return replace(self, complete=self.complete | {event.workload})
        return replace(self, running=folded(self.running, event))

    def later(self, seconds: float) -> "ComparingState":
        """Return the state so many seconds after its last event: the time that is left has gone on."""
        if self.progress is None:
            return self
        return replace(self, progress=replace(self.progress, left=max(self.progress.left - seconds, 0.0)))

    def ended(self, problem: str = "") -> "ComparingState":
        """Return the state after the last event, or after the reader's or a fault's end: what is measured stays.

        What was ended in its middle does not take the place of what was measured whole in the same way.
        """
        parts = {name: self._part(name) for name in self.names}
        new = {name: one for name, one in parts.items() if one is not None and not self._is_worse(name, one)}
        void = set(self.names) - set(new)
        return replace(
            self,
            kept={**self.kept, **new},
            predicted={name: said for name, said in self.predicted.items() if name not in void},
            busy=False,
            stopping=False,
            names=(),
            running=None,
            complete=frozenset(),
            progress=None,
            problem=problem,
        )

    def comparison(self, workload: str) -> Comparison | None:
        """Return what there is to show of a workload: the results of this minute, else those of before."""
        return self._part(workload) or self.kept.get(workload)

    def together(self) -> Comparison | None:
        """Return what is kept as one comparison: the newest, with all that were measured there the same way."""
        newest = max(self.kept.values(), key=lambda one: one.at, default=None)
        if newest is None:
            return None
        alike = [one for one in self.kept.values() if _way(one) == _way(newest)]
        sizes = {name: held for one in alike for name, held in one.settings.sizes.items()}
        measured = tuple(it for one in alike for it in one.measured)
        settings = replace(newest.settings, sizes=sizes)
        return replace(newest, settings=settings, measured=measured, whole=all(one.whole for one in alike))

    def stage(self, workload: str) -> Stage:
        """Return how far a workload is."""
        if self.busy and self.progress is not None and self.progress.workload == workload:
            return "now"
        if self.busy and workload in self.names and self._part(workload) is None:
            return "queued"
        found = self.comparison(workload)
        if found is None:
            return "idle"
        return "kept" if any(one.status == "done" for one in found.measured) else "empty"

    def prediction(self, workload: str) -> Prediction | None:
        """Return what was predicted of a workload; nothing while it is measured: nobody is right before the end."""
        return None if self.busy and workload in self.names else self.predicted.get(workload)

    def _is_worse(self, workload: str, part: Comparison) -> bool:
        held = self.kept.get(workload)
        return held is not None and held.whole and not part.whole and held.settings == part.settings

    def _part(self, workload: str) -> Comparison | None:
        """Return what the measuring that goes on has come to, None where it has not reached the workload."""
        if self.running is None or not is_begun(self.running.of(workload)):
            return None
        return only(self.running, workload, whole=workload in self.complete)


def to_show(before: ComparingState, now: ComparingState, shown: str | None) -> str | None:
    """Return the workload to show: whoever looks at the one that is measured goes on to the next one with it."""
    if before.progress is None or now.progress is None or shown != before.progress.workload:
        return shown
    if now.progress.phase == "memory":  # at the end, here and there
        return shown
    return now.progress.workload


def only(comparison: Comparison, workload: str, *, whole: bool) -> Comparison:
    """Return the part about one workload, as a comparison of its own."""
    measured = comparison.of(workload)
    settings = replace(comparison.settings, sizes={workload: comparison.settings.sizes[workload]})
    return replace(comparison, settings=settings, measured=measured, whole=whole)


def is_begun(measured: Iterable[Measured]) -> bool:
    """Say whether anything is known of any of them."""
    return any(one.status != "waiting" for one in measured)


def _way(comparison: Comparison) -> tuple[Machine, Settings]:
    """Return where and how it was measured, whatever was."""
    return comparison.machine, replace(comparison.settings, sizes={})
