"""Grades one submission: loads it in a worker, runs the grader's checks in order, and decides.

This side is trusted and holds NumPy, the grader and the seeds; the submission's code never runs in it.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace

from kata.content import Variant
from kata.content.model import say
from kata.errors import CannotGradeHereError, KataError
from kata.grading import faults
from kata.grading.ahead import Ahead
from kata.grading.channel import CancelledError, Worker, WorkerLostError
from kata.grading.checks import Check, CheckFailed
from kata.grading.confidence import must_be_trusted, note
from kata.grading.devices import choose_device, gpu_turn
from kata.grading.diagnosis import diagnose
from kata.grading.graders import load_checks
from kata.grading.output import harmless, quotable
from kata.grading.processes import Pool
from kata.grading.report import (
    CheckFinished,
    CheckResult,
    CheckStarted,
    ConfinedBy,
    Curve,
    Diagnosis,
    DiagnosisStarted,
    Event,
    GradeReport,
    GradeRequest,
    GradingFinished,
    GradingStarted,
    LossMeasured,
    Verdict,
)
from kata.grading.subject import Subject, Surroundings
from kata.grading.submission import Submission, Waiting
from kata.grading.trial import Known, Trial
from kata.i18n import LANGUAGES, _, language, set_language

SEED_LIMIT = 1 << 31
Listener = Callable[[Event], None]


def grade(
    request: GradeRequest,
    variant: Variant,
    on_event: Listener = lambda _event: None,
    cancelled: Callable[[], bool] = lambda: False,
    pool: Pool | None = None,
    *,
    ready: Waiting | None = None,
) -> GradeReport:
    """Grade one submission in this process and return the report; events are told as they happen.

    `ready` may have workers that wait for this.

    Raises:
        CannotGradeHereError: a framework or a GPU is missing, or the grader itself is at fault.
        CancelledError: `cancelled()` became true.
    """
    with (
        _speaking(request.language),
        _blaming_the_grader(),
        gpu_turn(request.device, variant.framework, cancelled),
        nullcontext(pool) if pool is not None else Pool() as used,
    ):
        grading = _Grading(request, variant, on_event, cancelled, used, ready=ready)
        grading.check()
        return grading.report()


def checked(
    request: GradeRequest,
    variant: Variant,
    pool: Pool,
    known: Known,
    *,
    ready: Waiting | None = None,
    clean: Waiting | None = None,
) -> Callable[[], GradeReport]:
    """Run the checks of one of a kata's own files up to the first failure; return what diagnoses it and reports.

    All files of a rehearsal have one seed and share `known`: what came of each check serves the others' diagnoses.
    `ready` may have workers for it, `clean` those that run exported programs. Raises what `grade` does.
    """
    with _blaming_the_grader():
        grading = _Grading(
            request, variant, lambda _event: None, lambda: False, pool, known=known, ready=ready, clean=clean
        )
        grading.check()

    def reported() -> GradeReport:
        with _blaming_the_grader():
            return grading.report()

    return reported


@contextmanager
def _blaming_the_grader() -> Iterator[None]:
    """What else is raised than what is said to users is the grader's own fault, and names its line."""
    try:
        yield
    except (KataError, CancelledError):
        raise
    except Exception as fault:
        raise CannotGradeHereError(faults.of_grader(fault)) from fault


@contextmanager
def _speaking(wanted: str) -> Iterator[None]:
    """Speak the request's language while it is graded."""
    before = language()
    if wanted in LANGUAGES and wanted != before:
        set_language(wanted)
    try:
        yield
    finally:
        set_language(before)


@dataclass
class _State:
    """What one grading has found so far."""

    results: list[CheckResult] = field(default_factory=list)
    curves: dict[tuple[str, int], Curve] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    verdict: Verdict = "passed"
    trial: Trial = field(default_factory=Trial)
    stopped: bool = False


class _Grading:
    """One grading from start to report."""

    def __init__(
        self,
        request: GradeRequest,
        variant: Variant,
        on_event: Listener,
        cancelled: Callable[[], bool],
        pool: Pool,
        *,
        ready: Waiting | None,
        known: Known | None = None,
        clean: Waiting | None = None,
    ) -> None:
        self._known = known
        self._began = time.monotonic()
        self._variant = variant
        self._tell = on_event
        self._state = _State()
        pool.starter(variant.framework)  # it imports the framework while this process loads the grader
        self._seed = secrets.randbelow(SEED_LIMIT) if request.seed is None else request.seed
        self._checks = load_checks(variant.kata.grader, variant.framework)
        spec = variant.spec
        self._about = faults.About(request.filename, request.source, variant.kata.spec.limits.memory_mb)
        self._level = self._confined(pool, request)
        self._submission = Submission(
            source=request.source,
            framework=variant.framework,
            defines=spec.defines,
            forbids=spec.forbids,
            requires=spec.requires,
            limits=variant.kata.spec.limits,
            seed=self._seed,
            given=variant.given,
            pool=pool,
            device=choose_device(request.device, variant.framework, variant.kata.spec.limits, pool, cancelled),
            cancelled=cancelled,
            ready=ready,
            clean=clean,
        )

    def _confined(self, pool: Pool, request: GradeRequest) -> ConfinedBy:
        """Return how far workers are confined; raises `CannotGradeHereError` where that is too little for this code."""
        loopback = self._variant.kata.spec.limits.loopback
        level = pool.layers(self._variant.framework).level_for(loopback=loopback)
        must_be_trusted(level, trusted=request.trusted)
        if said := note(level, loopback=loopback):
            self._state.remarks.append(said)
        return level

    def check(self) -> None:
        """Load the submission and run the checks."""
        titles = [(check.name, say(check.title, language())) for check in self._checks]
        self._tell(GradingStarted(titles, self._seed, self._submission.device, self._level))
        self._run_checks()
        if self._known is not None:
            self._known |= self._state.trial.known(self._submission.source, self._seed)

    def report(self) -> GradeReport:
        """Diagnose and report."""
        report = self._report(self._diagnosis())
        self._tell(GradingFinished(report))
        return report

    def _run_checks(self) -> None:
        """Load the submission and run every check; a submission that does not load fails the first one."""
        began = time.monotonic()
        self._tell(CheckStarted(self._checks[0].name))
        try:
            worker = self._submission.open(self._state.trial.workers.append)
        except faults.OF_SUBMISSION as fault:
            self._record(self._checks[0], fault, began)
            self._state.stopped = True
            for check in self._checks[1:]:
                self._skip(check)
            return
        try:
            with Ahead(self._submission, self._state.trial.workers.append) as ahead:
                self._submission.prepare()
                if self._known is None:  # of a kata's own files most fail before they need it, and nobody waits
                    ahead.begin()
                subject = self._subject(worker, ahead)
                for check in self._checks:
                    self._run_check(check, subject, first=check is self._checks[0])
        finally:
            self._submission.end(worker)

    def _subject(self, worker: Worker, ahead: Ahead) -> Subject:
        """Return the subject that all checks share."""
        surroundings = Surroundings(
            ahead.open,
            ahead.submission.open_clean,
            # The workers of a rehearsal serve the next file: at once, while a user's grading does not wait for its own.
            close_worker=ahead.end if self._known is None else self._submission.end,
            close_clean=ahead.submission.end_clean,
            stop=ahead.stop,
            on_curve=self._show_curve,
            on_remark=self._state.remarks.append,
        )
        return Subject(self._variant.framework, self._submission.device, worker, surroundings)

    def _run_check(self, check: Check, subject: Subject, *, first: bool) -> None:
        """Run one check, or skip it."""
        if self._state.stopped or (check.needs_pass and self._state.verdict != "passed"):
            self._skip(check)
            return
        if not first:
            self._tell(CheckStarted(check.name))
        began = time.monotonic()
        try:
            fault = self._state.trial.attempt(check, subject, self._seed)
        except (KataError, CancelledError, OSError):
            raise
        except Exception as stumbled:  # noqa: BLE001  whatever a grader stumbles over
            fault = self._blame(check, stumbled)
        self._record(check, fault, began)
        # Without what the first check looks at, or without a worker, the others would say nothing of use.
        last = first or isinstance(fault, WorkerLostError) or self._known is not None
        self._state.stopped = fault is not None and last

    def _blame(self, check: Check, stumbled: Exception) -> CheckFailed:
        """Return whose fault it is that a check broke off: the submission's, if the kata's own solution passes it.

        Otherwise it is the grader's, and goes on up. Values odd enough to break a grader must not cost the verdict.
        """
        solution = replace(self._submission, source=self._variant.solution)
        with solution.open() as worker:
            surroundings = Surroundings(solution.open, solution.open_clean, close_clean=solution.end_clean)
            subject = Subject(self._variant.framework, self._submission.device, worker, surroundings)
            if Trial().attempt(check, subject, self._seed) is not None:
                raise stumbled
        message = _("What came back could not be checked ({reason}). Is it what the statement asks for?")
        reason = f"{type(stumbled).__name__}: {stumbled}"
        return CheckFailed(message.format(reason=reason), code="uncheckable", place=type(stumbled).__name__)

    def _record(self, check: Check, fault: Exception | None, began: float) -> None:
        """Keep and tell a check's result; the first fault decides the verdict."""
        status, message = faults.describe(fault, self._about)
        if fault is not None and self._state.verdict == "passed":
            self._state.verdict = faults.verdict_of(fault)
        self._finish(check, CheckResult(
            name=check.name, title=say(check.title, language()), status=status, message=quotable(message),
            seconds=time.monotonic() - began,
        ))  # fmt: skip

    def _skip(self, check: Check) -> None:
        self._finish(check, CheckResult(name=check.name, title=say(check.title, language()), status="skipped"))

    def _finish(self, check: Check, result: CheckResult) -> None:
        del check
        self._state.results.append(result)
        self._tell(CheckFinished(result))

    def _show_curve(self, curve: Curve) -> None:
        self._state.curves[curve.task, curve.seed] = curve
        self._tell(LossMeasured(curve))

    def _diagnosis(self) -> Diagnosis | None:
        """Look for the mistake behind the first failure."""
        if self._state.verdict not in ("failed", "error"):
            return None
        failed = next(result.name for result in self._state.results if result.status in ("failed", "error"))
        if failed not in self._state.trial.outcomes:
            return None
        self._tell(DiagnosisStarted())
        return diagnose(self._variant, self._submission, self._checks, self._state.trial, failed, known=self._known)

    def _report(self, diagnosis: Diagnosis | None) -> GradeReport:
        state = self._state
        return GradeReport(
            kata=self._variant.kata.id,
            framework=self._variant.framework,
            verdict=state.verdict,
            device=self._submission.device,
            seconds=time.monotonic() - self._began,
            seed=self._seed,
            checks=state.results,
            diagnosis=diagnosis,
            curves=[state.curves[key] for key in sorted(state.curves)],
            output=state.trial.output(),
            remarks=[harmless(remark) for remark in dict.fromkeys(state.remarks)],
            confinement=self._level,
        )


__all__ = ["CancelledError", "CannotGradeHereError", "CheckFailed", "grade"]
