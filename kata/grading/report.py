"""What a grading says: its events while it runs and its report at the end. Plain data; nothing here computes."""

from typing import Literal

from msgspec import Struct

from kata.content.model import Framework

Verdict = Literal["passed", "failed", "error", "timeout", "memory", "crashed", "refused"]
Status = Literal["passed", "failed", "error", "skipped"]
Device = Literal["cpu", "gpu"]
# What confines a worker: its own process alone, limits too, or also what the kernel enforces.
ConfinedBy = Literal["protocol", "limits", "kernel"]


class CheckResult(Struct, frozen=True, kw_only=True):
    """One check's outcome: `name` is the English title and stable, `title` the same for the reader's eyes."""

    name: str
    title: str
    status: Status
    message: str = ""
    seconds: float = 0.0


class Curve(Struct, frozen=True, kw_only=True):
    """One training's loss: `loss[i]` before step `steps[i]`, recomputed by the judge; `reference` from its replay."""

    task: str
    seed: int
    steps: list[int]
    loss: list[float]
    reference: list[float]


class Diagnosis(Struct, frozen=True, kw_only=True):
    """The mistake whose behaviour the submission matches: the file's stem, and what to tell whoever wrote it."""

    mistake: str
    message: str


class GradeReport(Struct, frozen=True, kw_only=True):
    """The whole result of one grading, as it is stored and as `--json` prints it (less `title`)."""

    kata: str
    framework: Framework
    verdict: Verdict
    device: Device
    seconds: float
    seed: int
    checks: list[CheckResult]
    diagnosis: Diagnosis | None
    curves: list[Curve]
    output: str
    remarks: list[str] = []
    confinement: ConfinedBy = "limits"


class FillingResult(Struct, frozen=True, kw_only=True):
    """What came of a cloze question's filled code. `executed` is False where it was only compared, not run."""

    passed: bool
    message: str = ""
    executed: bool = True


class GradeRequest(Struct, frozen=True, kw_only=True):
    """What to grade. `seed` None draws a fresh one; the report names it."""

    variant: str
    source: str
    filename: str = "solution.py"
    device: Device = "cpu"
    seed: int | None = None
    language: str = "en"
    # Whether the user wrote it or vouches for it: other code runs only where the kernel confines it.
    trusted: bool = True


class GradingStarted(Struct, frozen=True, tag=True):
    """The checks that will run, in order, as (name, title)."""

    checks: list[tuple[str, str]]
    seed: int
    device: Device
    confinement: ConfinedBy = "limits"


class CheckStarted(Struct, frozen=True, tag=True):
    """A check has begun."""

    name: str


class CheckFinished(Struct, frozen=True, tag=True):
    """A check has ended."""

    result: CheckResult


class LossMeasured(Struct, frozen=True, tag=True):
    """A training has gone on: the curve so far, replacing an earlier one of the same task and seed."""

    curve: Curve


class DiagnosisStarted(Struct, frozen=True, tag=True):
    """The submission failed; its behaviour is now compared with that of known mistakes."""


class GradingFinished(Struct, frozen=True, tag=True):
    """The end, with the whole report."""

    report: GradeReport


class GradingImpossible(Struct, frozen=True, tag=True):
    """No verdict: a missing framework or GPU, or a fault of the grader. `exit_code` is 2 or 3."""

    message: str
    exit_code: int


Event = (
    GradingStarted
    | CheckStarted
    | CheckFinished
    | LossMeasured
    | DiagnosisStarted
    | GradingFinished
    | GradingImpossible
)
