"""What can be wrong with a submission: which exceptions say so, the verdict of each, and the words for people."""

import traceback
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from kata.grading.bridges.base import SOLUTION
from kata.grading.channel import WorkerLostError
from kata.grading.checks import CheckFailed
from kata.grading.replies import SubmissionRaisedError, SubmissionRefusedError
from kata.grading.report import Status, Verdict
from kata.grading.submission import LacksRequiredError, UndefinedNamesError
from kata.i18n import _, ngettext


@dataclass(frozen=True)
class About:
    """What the words need to know of a submission: its file's name, its text, and how much memory it may use."""

    filename: str = SOLUTION
    source: str = ""
    memory_mb: int | None = None

    def place(self, line: int, name: str = "", text: str | None = None) -> str:
        """Return file, line and function, and below it the line's text."""
        lines = self.source.splitlines()
        found = lines[line - 1].strip()[:300] if text is None and 0 < line <= len(lines) else text
        where = f"{self.filename}:{line}" + (f", in {name}" if name else "")
        return where + (f"\n{indent(found, '    ')}" if found else "")


OF_SUBMISSION = (
    CheckFailed,
    SubmissionRaisedError,
    SubmissionRefusedError,
    UndefinedNamesError,
    LacksRequiredError,
    WorkerLostError,
)


def verdict_of(fault: Exception) -> Verdict:
    """Return the verdict that a fault means."""
    if isinstance(fault, WorkerLostError):
        return fault.verdict
    if isinstance(fault, SubmissionRefusedError | LacksRequiredError):
        return "refused"
    if isinstance(fault, SubmissionRaisedError):
        return "memory" if _is_memory(fault) else "error"
    return "failed"


def describe(fault: Exception | None, about: About = About()) -> tuple[Status, str]:
    """Return a check's status and the message for the user; None is no fault."""
    match fault:
        case None:
            return "passed", ""
        case SubmissionRaisedError():
            return "error", _raised(fault, about)
        case SubmissionRefusedError():
            return "failed", _refused(fault, about)
        case UndefinedNamesError():
            text = ngettext(
                "The file does not define {names}.", "The file does not define these: {names}.", len(fault.names)
            )
            return "failed", text.format(names=", ".join(fault.names))
        case LacksRequiredError():
            return "failed", _("This kata asks you to use {names}.").format(names=", ".join(fault.names))
        case WorkerLostError():
            return "error", _lost(fault, about)
    return "failed", str(fault)


def _lost(fault: WorkerLostError, about: About) -> str:
    """Say why the worker is gone, and where in the submission it was then."""
    if not fault.frames:
        return str(fault)
    places = [about.place(line, name) for line, name in fault.frames]
    return "\n".join([str(fault), _("It was here:"), *places])


def _raised(fault: SubmissionRaisedError, about: About) -> str:
    """Return the user's own traceback, then type and message."""
    lines = [about.place(line, name, text) for line, name, text in fault.frames]
    if fault.type == "SystemExit":
        lines.append(_("It called sys.exit ({detail}).").format(detail=str(fault) or "0"))
    else:
        lines.append(f"{fault.type}: {fault}" if str(fault) else fault.type)
    if _is_memory(fault):
        lines.append(_no_memory(about))
    return "\n".join(lines)


def _no_memory(about: About) -> str:
    """Say how much there is, and what usually takes it."""
    if about.memory_mb is None:
        return _("There was no memory left within the limit.")
    message = _(
        "There was not that much memory left: all of it may take {limit} MB. Is a shape larger than it should be?"
    )
    return message.format(limit=about.memory_mb)


def _refused(fault: SubmissionRefusedError, about: About) -> str:
    """Say which rule was broken, and where."""
    lines = [
        _("{place}: {name} may not be used in this kata.").format(place=f"{about.filename}:{line}", name=name)
        if line
        else _("{name} may not be used in this kata.").format(name=name)
        for name, line in dict.fromkeys(fault.uses)
    ]
    return "\n".join([*lines[:5], _("That is a rule of the exercise: this part is yours to write.")])


def _is_memory(fault: SubmissionRaisedError) -> bool:
    """Whether an allocation failed: Python's, PyTorch's or XLA's way of saying it."""
    signs = ("can't allocate memory", "RESOURCE_EXHAUSTED", "out of memory")
    return fault.type == "MemoryError" or any(sign in str(fault) for sign in signs)


def of_grader(fault: Exception) -> str:
    """Say that the grader is at fault, and where: the line of `grader.py`, or of a module beside it."""
    frames = traceback.extract_tb(fault.__traceback__)
    folders = {Path(frame.filename).parent for frame in frames if frame.filename.endswith("grader.py")}
    graders = [frame for frame in frames if Path(frame.filename).parent in folders]
    place = next((f"{frame.filename}:{frame.lineno}" for frame in reversed(graders or frames)), "?")
    message = _("A fault of the grader, not of your code: {type}: {fault} ({place})")
    return message.format(type=type(fault).__name__, fault=fault, place=place)
