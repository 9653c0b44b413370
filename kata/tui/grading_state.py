"""The state of one grading as an immutable value: what the screen shows, and how each event changes it."""

import re
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from kata.grading.report import (
    CheckFinished,
    CheckResult,
    CheckStarted,
    ConfinedBy,
    Curve,
    Device,
    DiagnosisStarted,
    Event,
    GradeReport,
    GradingFinished,
    GradingImpossible,
    GradingStarted,
    LossMeasured,
    Verdict,
)

Phase = Literal["idle", "starting", "checking", "diagnosing", "finished", "impossible", "cancelled"]
CheckState = Literal["pending", "running", "passed", "failed", "error", "skipped"]

BUSY: Final[frozenset[Phase]] = frozenset({"starting", "checking", "diagnosing"})


class CheckLine(Struct, frozen=True, kw_only=True):
    """One check as it stands now; `name` is stable, `title` is for the reader."""

    name: str
    title: str
    state: CheckState = "pending"
    message: str = ""
    seconds: float = 0.0


class GradingState(Struct, frozen=True, kw_only=True):
    """A grading from "nothing asked yet" to its report. `problem` is set where there can be no verdict."""

    phase: Phase = "idle"
    checks: tuple[CheckLine, ...] = ()
    curves: tuple[Curve, ...] = ()
    seed: int | None = None
    device: Device | None = None
    confinement: ConfinedBy = "limits"
    report: GradeReport | None = None
    problem: str = ""

    @property
    def busy(self) -> bool:
        """Whether the grading goes on."""
        return self.phase in BUSY

    @property
    def verdict(self) -> Verdict | None:
        """The verdict, once there is one."""
        return self.report.verdict if self.report else None

    @property
    def first_failure(self) -> CheckLine | None:
        """The first check that did not pass, as soon as it is known."""
        return next((check for check in self.checks if check.state in ("failed", "error")), None)

    @property
    def passed_checks(self) -> int:
        """How many checks have passed so far."""
        return sum(check.state == "passed" for check in self.checks)

    def after(self, event: Event) -> "GradingState":
        """Return the state once `event` has happened; a grading that was cancelled hears nothing more."""
        return self if self.phase == "cancelled" else _after(self, event)

    def cancelled(self) -> "GradingState":
        """Return the state after the user gave up waiting; unchanged where nothing was going on."""
        return replace(self, phase="cancelled") if self.busy else self


def begin() -> GradingState:
    """Return the state right after a grading was asked for."""
    return GradingState(phase="starting")


def recall(report: GradeReport) -> GradingState:
    """Return the state that a stored report leaves: what an earlier attempt showed at its end."""
    return GradingState().after(GradingFinished(report=report))


def _after(state: GradingState, event: Event) -> GradingState:
    match event:
        case GradingStarted(checks=checks, seed=seed, device=device, confinement=confinement):
            lines = tuple(CheckLine(name=name, title=title) for name, title in checks)
            return replace(state, phase="checking", checks=lines, seed=seed, device=device, confinement=confinement)
        case CheckStarted(name=name):
            return replace(state, checks=_with_state(state.checks, name, "running"))
        case CheckFinished(result=result):
            return replace(state, checks=_with_result(state.checks, result))
        case LossMeasured(curve=curve):
            return replace(state, curves=_with_curve(state.curves, curve))
        case DiagnosisStarted():
            return replace(state, phase="diagnosing")
        case GradingFinished(report=report):
            return _finished(state, report)
        case GradingImpossible(message=message):
            return replace(state, phase="impossible", problem=message)


def _finished(state: GradingState, report: GradeReport) -> GradingState:
    """The report is the last word: its checks and curves replace those gathered on the way."""
    return replace(
        state,
        phase="finished",
        report=report,
        seed=report.seed,
        device=report.device,
        confinement=report.confinement,
        checks=tuple(_line(result) for result in report.checks) or state.checks,
        curves=tuple(report.curves) or state.curves,
    )


def _line(result: CheckResult) -> CheckLine:
    return CheckLine(
        name=result.name,
        title=result.title,
        state=result.status,
        message=result.message,
        seconds=result.seconds,
    )


def _with_state(checks: tuple[CheckLine, ...], name: str, state: CheckState) -> tuple[CheckLine, ...]:
    return tuple(replace(check, state=state) if check.name == name else check for check in checks)


def _with_result(checks: tuple[CheckLine, ...], result: CheckResult) -> tuple[CheckLine, ...]:
    """A result takes its check's place; one that was not announced comes last."""
    if all(check.name != result.name for check in checks):
        return (*checks, _line(result))
    return tuple(_line(result) if check.name == result.name else check for check in checks)


def _with_curve(curves: tuple[Curve, ...], curve: Curve) -> tuple[Curve, ...]:
    """A curve replaces the earlier one of the same task and seed and keeps its place."""
    same = [(old.task, old.seed) == (curve.task, curve.seed) for old in curves]
    if not any(same):
        return (*curves, curve)
    return tuple(curve if is_same else old for old, is_same in zip(curves, same, strict=True))


def error_line(message: str, filename: str = "solution.py") -> int | None:
    """Return the line (from 1) of `filename` that a traceback in `message` ends in, or None.

    The innermost frame of the submission is the last one named, and that is the line to look at. A source that cannot
    be parsed has no name yet: Python calls it `<unknown>`.
    """
    places = re.findall(rf'(?:{re.escape(filename)}"?|<unknown>)(?:, line |:)(\d+)', message)
    return int(places[-1]) if places else None
