"""A kata's own files graded like submissions: what must pass passes, what must fail fails by the check it names.

`kata check` and the tests run it; faults come back as data.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from kata.content import Mistake, Variant
from kata.content.fault import Fault
from kata.errors import CannotGradeHereError, KataError
from kata.grading.diagnosis import same_title
from kata.grading.judge import SEED_LIMIT, grade
from kata.grading.processes import Pool, require
from kata.grading.report import CheckResult, GradeReport, GradeRequest
from kata.grading.trial import Known
from kata.i18n import _, language

SIDE_BY_SIDE: Final = 2
Judgement = Callable[[GradeReport], str | None]


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


def rehearse(
    variants: Iterable[Variant], pool: Pool | None = None, seed: int | None = None, side_by_side: int = SIDE_BY_SIDE
) -> Iterator[Rehearsal]:
    """Grade every file of these variants, some at the same time; yield results in order."""
    if pool is None:
        with Pool(share_programs=True) as own:
            yield from rehearse(variants, own, seed, side_by_side)
        return
    chosen = secrets.randbelow(SEED_LIMIT) if seed is None else seed
    parts = [(part, known) for variant in variants for known in [Known()] for part in _parts(variant)]
    with ThreadPoolExecutor(side_by_side) as threads:
        yield from threads.map(lambda pair: _perform(pair[0], pair[1], pool, chosen), parts)


def _parts(variant: Variant) -> Iterator[_Part]:
    """Yield the files of a variant with what is expected of each."""
    yield _Part(variant, "right", variant.solution_path, _must_pass)
    for alternative in variant.alternatives:
        yield _Part(variant, "right", alternative.path, _must_pass)
    yield _Part(variant, "starter", variant.starter_path, _must_not_pass)
    for mistake in variant.mistakes:
        yield _Part(variant, "mistake", mistake.path, _must_be_found(mistake))


def _perform(part: _Part, known: Known, pool: Pool, seed: int) -> Rehearsal:
    """Grade one file."""
    try:
        require(part.variant.framework)
        pool.starter(part.variant.framework).deepen()  # many files follow, and some would each import it again
    except CannotGradeHereError as missing:
        return part.came(skipped=str(missing))
    try:
        source = part.file.read_text(encoding="utf-8")
        request = GradeRequest(variant=part.variant.name, source=source, seed=seed, device="cpu", language=language())
        report = grade(request, part.variant, pool=pool, known=known)
    except (KataError, OSError, UnicodeDecodeError) as fault:
        return part.came(fault=str(fault) or type(fault).__name__)
    wrong = part.judge(report)
    return part.came(report, _("{fault} (seed {seed})").format(fault=wrong, seed=report.seed) if wrong else "")


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
