"""A cloze question's blanks, filled by the reader: the code runs, confined, and its test decides."""

import ast
from collections.abc import Callable, Sequence

from kata.content.lint_code import filled
from kata.content.model import ClozeQuestion, Framework, Limits, say
from kata.errors import CannotGradeHereError
from kata.grading import faults
from kata.grading.output import quotable
from kata.grading.processes import Pool, require
from kata.grading.replies import understood
from kata.grading.report import FillingResult
from kata.grading.submission import start_worker
from kata.i18n import _

LIMITS = Limits(seconds=20.0, memory_mb=2048)


def run_filling(
    question: ClozeQuestion,
    fillings: Sequence[str],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    pool: Pool | None = None,
) -> FillingResult:
    """Fill the blanks and run setup, code and test in a worker.

    Where a framework is missing, the fillings are compared with the accepted ones instead, and the message says so.
    """
    try:
        for framework in question.frameworks:
            require(framework)
    except CannotGradeHereError as fault:
        return _compared(question, fillings, str(fault))
    if pool is not None:
        return _run(question, fillings, cancelled, pool)
    with Pool() as own:
        return _run(question, fillings, cancelled, own)


def _run(question: ClozeQuestion, fillings: Sequence[str], cancelled: Callable[[], bool], pool: Pool) -> FillingResult:
    """Run the filled code in a worker of the question's main framework; another one is imported there."""
    main: Framework = next((name for name in question.frameworks if name != "numpy"), "numpy")
    code = "" if question.code is None else say(question.code, "en")
    fields = {
        "setup": question.setup or "",
        "code": filled(code, tuple(fillings)),
        "proof": question.proof or "",
    }
    with start_worker(pool, main, LIMITS, "cpu", cancelled) as worker:
        try:
            understood(worker.request("run", fields), "")
        except faults.OF_SUBMISSION as fault:
            _status, message = faults.describe(fault, faults.About(source=fields["code"]))
            return FillingResult(passed=False, message=quotable(message).replace("solution.py:", _("line ")))
    return FillingResult(passed=True)


def _compared(question: ClozeQuestion, fillings: Sequence[str], why: str) -> FillingResult:
    """Compare with the accepted fillings, each of which has a text for every blank."""
    mine = tuple(_normal(filling) for filling in fillings)
    passed = mine in {tuple(_normal(text) for text in accepted) for accepted in question.answers}
    message = _("Your code was not run but compared with the accepted answers: {why}").format(why=why)
    return FillingResult(passed=passed, message=message, executed=False)


def _normal(filling: str) -> str:
    """Return a filling without what does not matter: spaces, quotes, brackets around it."""
    try:
        return ast.dump(ast.parse(filling.strip()))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "".join(filling.split())


__all__ = ["FillingResult", "run_filling"]
