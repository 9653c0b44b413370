"""What a grading says in words: the sentence for a verdict, the signs of checks, the report as text to copy."""

import re
from typing import Final

from kata.grading.report import GradeReport, Verdict
from kata.i18n import _, ngettext
from kata.tui.grading_state import CheckLine, CheckState, GradingState

SIGNS: Final[dict[CheckState, str]] = {
    "pending": "·",
    "running": "▸",
    "passed": "✓",
    "failed": "✗",
    "error": "!",
    "skipped": "–",  # noqa: RUF001  longer than a hyphen: it must be seen
}

_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def verdict_word(verdict: Verdict) -> str:
    """Return the verdict in one word, for the header."""
    return {
        "passed": _("passed"),
        "failed": _("failed"),
        "error": _("error"),
        "timeout": _("out of time"),
        "memory": _("out of memory"),
        "crashed": _("crashed"),
        "refused": _("refused"),
    }[verdict]


def verdict_sentence(verdict: Verdict) -> str:
    """Return what the verdict means and what to do next, in a sentence or two."""
    return {
        "passed": _("Passed: every check holds. Press f6 to set the other frameworks' solutions beside yours."),
        "failed": _("Not yet: your code runs, but a check found something wrong. The first one is open below."),
        "error": _("Your code raised an exception. The traceback is below; the editor is at the line."),
        "timeout": _("Out of time: a call did not come back within its limit. Look for a loop that never ends."),
        "memory": _("Out of memory: the process grew past its limit. Look for something that grows at each step."),
        "crashed": _(
            "The process ended without an answer: it was killed, or it left by itself (os._exit, a segfault)."
        ),
        "refused": _("Refused: a rule of this kata was broken. What is not allowed stands in the task."),
    }[verdict]


def state_sentence(state: GradingState) -> str:
    """Return where the grading stands, in a sentence."""
    if state.report is not None:
        return verdict_sentence(state.report.verdict)
    return {
        "idle": _("Nothing graded yet. Press ctrl+r to grade what is in the editor."),
        "starting": _("Starting …"),
        "checking": _("Checking …"),
        "diagnosing": _("Comparing with known mistakes …"),
        "impossible": _("This cannot be graded here: {reason}").format(reason=state.problem),
        "cancelled": _("Cancelled; nothing was recorded. ctrl+r grades again."),
        "finished": "",
    }[state.phase]


def state_badge(state: GradingState) -> str:
    """Return the few words about the grading that stand in the header; empty before the first."""
    counts = f"{state.passed_checks}/{len(state.checks)}"
    if state.report is not None:
        sign = "✓" if state.report.verdict == "passed" else "✗"
        return f"{sign} {verdict_word(state.report.verdict)} {counts}"
    if state.busy:
        return _("grading {counts}").format(counts=counts) if state.checks else _("grading …")
    return {"impossible": _("! not graded"), "cancelled": _("cancelled")}.get(state.phase, "")


def looks_like(report: GradeReport) -> str:
    """Return the diagnosis as it is shown, or nothing."""
    if report.diagnosis is None:
        return ""
    return _("Looks like: {mistake}").format(mistake=report.diagnosis.message)


def seconds_of(check: CheckLine) -> str:
    """Return how long a finished check took, or nothing."""
    if check.state in ("pending", "running", "skipped"):
        return ""
    return _("{seconds:.2f} s").format(seconds=check.seconds)


def printable(output: str) -> str:
    """Return what a submission printed without escape sequences and control characters, which a terminal would obey."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _ESCAPES.sub("", output.replace("\r\n", "\n")))


def report_text(variant: str, report: GradeReport) -> str:
    """Return the whole report as plain text, for the clipboard."""
    head = _("{variant}: {verdict}, {seconds:.1f} s on {device}, seed {seed}").format(
        variant=variant,
        verdict=verdict_word(report.verdict),
        seconds=report.seconds,
        device=report.device,
        seed=report.seed,
    )
    parts = [head, *_check_texts(report), looks_like(report), *report.remarks]
    if report.output:
        parts += [_("Output:"), printable(report.output).rstrip()]
    return "\n".join(part for part in parts if part) + "\n"


def _check_texts(report: GradeReport) -> list[str]:
    texts = []
    for check in report.checks:
        texts.append(f"{SIGNS[check.status]} {check.title}")
        texts += [f"    {line}" for line in check.message.splitlines()]
    return texts


def curve_count(count: int) -> str:
    """Return how many curves there are to choose from."""
    return ngettext("{count} curve", "{count} curves", count).format(count=count)
