"""A kata's own files graded like submissions: what must pass passes, what must fail fails by the check it names.

`kata check` and the tests run it; faults come back as data. The solution gets fresh workers as a user's submission
does. The other files share workers (`shelf.py`); one that shows a fault there is graded again in fresh ones, and that
result alone counts. Workers that run exported programs, and hold nothing of any file, serve all.
"""

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from kata.content import Mistake, Variant
from kata.content.fault import Fault
from kata.errors import CannotGradeHereError, KataError
from kata.grading.diagnosis import same_title
from kata.grading.judge import SEED_LIMIT, checked
from kata.grading.processes import Pool, require
from kata.grading.report import CheckResult, GradeReport, GradeRequest
from kata.grading.shelf import Shelf
from kata.grading.trial import Known
from kata.i18n import _, language

SIDE_BY_SIDE: Final = 2
Judgement = Callable[[GradeReport], str | None]
Reported = Callable[[], GradeReport]

Role = Literal["right", "starter", "mistake"]


class Rehearsal(Struct, frozen=True, kw_only=True):
    """What came of one file. `fault` is None where it behaves as it should; `skipped` says why it was not run."""

    kata: str
    variant: str
    role: Role
    file: Path
    report: GradeReport | None = None
    fault: Fault | None = None
    skipped: str = ""


class _Part(Struct, frozen=True):
    """One file and what must come of it."""

    variant: Variant
    role: Role
    file: Path
    judge: Judgement

    def came(self, report: GradeReport | None = None, fault: str = "", skipped: str = "") -> Rehearsal:
        """Return what came of it."""
        return Rehearsal(
            kata=self.variant.kata.id,
            variant=self.variant.name,
            role=self.role,
            file=self.file,
            report=report,
            fault=Fault(self.file, 1, fault) if fault else None,
            skipped=skipped,
        )


class _Stage:
    """The rehearsal of one variant: what its files share, and its tasks for threads."""

    def __init__(self, variant: Variant, pool: Pool, seed: int) -> None:
        self._variant = variant
        self._pool = pool
        self._seed = seed
        self._known = Known()
        self._workers = Shelf(pool)
        self._clean = Shelf(pool)
        self._lock = threading.Lock()
        self._left = 0

    def begin(self, threads: ThreadPoolExecutor) -> list[Future[Rehearsal]]:
        """Let threads grade all files; return what will come of each.

        Checks of all that share workers come first, then diagnoses: what these compare with is known by then.
        """
        variant = self._variant
        solution = _Part(variant, "right", variant.solution_path, _must_pass)
        shared = [_Part(variant, "right", one.path, _must_pass) for one in variant.alternatives]
        shared += [_Part(variant, "mistake", one.path, _must_be_found(one)) for one in variant.mistakes]
        shared.append(_Part(variant, "starter", variant.starter_path, _must_not_pass))
        self._left = 1 + len(shared)
        ended = [threads.submit(self._perform, solution)]
        checks = [threads.submit(self._check, part) for part in shared]
        for part, mine in zip(shared, checks, strict=True):
            ended.append(threads.submit(self._perform, part, mine, checks))
        return ended

    def close(self) -> None:
        """End the workers that files share."""
        self._workers.close()
        self._clean.close()

    def _perform(
        self, part: _Part, mine: Future[Reported | None] | None = None, checks: Sequence[Future[Reported | None]] = ()
    ) -> Rehearsal:
        """Grade one file, the last one ends what is shared. One that shares workers waits until `checks` are done."""
        try:
            require(part.variant.framework)
        except CannotGradeHereError as missing:
            return part.came(skipped=str(missing))
        wait(checks)
        try:
            report = self._reported(part, mine.result() if mine else None) or self._graded(part)
        except (KataError, OSError, UnicodeDecodeError) as fault:
            return part.came(fault=str(fault) or type(fault).__name__)
        finally:
            self._leave()
        wrong = part.judge(report)
        return part.came(report, _("{fault} (seed {seed})").format(fault=wrong, seed=report.seed) if wrong else "")

    def _check(self, part: _Part) -> Reported | None:
        """Run a file's checks in workers that others have used; return nothing where that breaks off."""
        with suppress(KataError, OSError, UnicodeDecodeError):
            request = self._request(part)
            return checked(request, part.variant, self._pool, self._known, ready=self._workers, clean=self._clean)
        return None

    def _reported(self, part: _Part, reported: Reported | None) -> GradeReport | None:
        """Return the report on a file whose checks ran in shared workers; nothing where it shows a fault.

        What such workers printed is not this file's alone.
        """
        with suppress(KataError):
            report = reported() if reported else None
            return None if report is None or part.judge(report) else replace(report, output="")
        return None

    def _graded(self, part: _Part) -> GradeReport:
        """Grade a file in workers of its own; a mistake also without what came of others in shared ones."""
        known, clean = (Known(), None) if part.role == "mistake" else (self._known, self._clean)
        return checked(self._request(part), part.variant, self._pool, known, clean=clean)()

    def _request(self, part: _Part) -> GradeRequest:
        """Read a file."""
        self._pool.starter(part.variant.framework).deepen()  # many files follow, and some would each import it again
        source = part.file.read_text(encoding="utf-8")
        return GradeRequest(
            variant=part.variant.name, source=source, seed=self._seed, device="cpu", language=language()
        )

    def _leave(self) -> None:
        """End what is shared after the last file."""
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self.close()


def rehearse(
    variants: Iterable[Variant], pool: Pool | None = None, seed: int | None = None, side_by_side: int = SIDE_BY_SIDE
) -> Iterator[Rehearsal]:
    """Grade every file of these variants, some at the same time; yield results in order."""
    if pool is None:
        with Pool(share_programs=True) as own:
            yield from rehearse(variants, own, seed, side_by_side)
        return
    chosen = secrets.randbelow(SEED_LIMIT) if seed is None else seed
    with ThreadPoolExecutor(side_by_side) as threads, ExitStack() as stages:
        stages.callback(threads.shutdown, wait=False, cancel_futures=True)
        results: list[Future[Rehearsal]] = []
        for variant in variants:
            stage = _Stage(variant, pool, chosen)
            stages.callback(stage.close)
            results += stage.begin(threads)
        for result in results:
            yield result.result()


def first_failed(report: GradeReport) -> CheckResult | None:
    """Return the first check that was not passed."""
    return next((check for check in report.checks if check.status in ("failed", "error")), None)


def _must_pass(report: GradeReport) -> str | None:
    if report.verdict == "passed":
        return None
    check = first_failed(report)
    message = _("must pass, but: {verdict}; {check}: {message}")
    return message.format(
        verdict=report.verdict, check=check.name if check else "", message=check.message if check else ""
    )


def _must_not_pass(report: GradeReport) -> str | None:
    return _("the starter passes") if report.verdict == "passed" else None


def _must_be_found(mistake: Mistake) -> Judgement:
    """Return the judgement that a mistake fails by its check and is named."""

    def judge(report: GradeReport) -> str | None:
        check = first_failed(report)
        if check is None:
            return _("the mistake passes")
        if not same_title(check.name, mistake.caught_by):
            message = _("caught by “{check}”, not by “{expected}” as it says: {message}")
            return message.format(check=check.name, expected=mistake.caught_by, message=check.message)
        found = report.diagnosis.mistake if report.diagnosis else None
        if found != mistake.name:
            return _("diagnosed as {found}").format(found=found or _("nothing"))
        return None

    return judge
