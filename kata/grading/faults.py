"""What can be wrong with a submission: which exceptions say so, the verdict of each, and the words for people."""

import traceback

from kata.grading.channel import WorkerLostError
from kata.grading.checks import CheckFailed
from kata.grading.replies import SubmissionRaisedError, SubmissionRefusedError
from kata.grading.report import Status, Verdict
from kata.grading.submission import LacksRequiredError, UndefinedNamesError
from kata.i18n import _, ngettext

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


def describe(fault: Exception | None) -> tuple[Status, str]:
    """Return a check's status and the message for the user; None is no fault."""
    match fault:
        case None:
            return "passed", ""
        case SubmissionRaisedError():
            return "error", _raised(fault)
        case SubmissionRefusedError():
            return "failed", _refused(fault)
        case UndefinedNamesError():
            text = ngettext(
                "The file does not define {names}.", "The file does not define these: {names}.", len(fault.names)
            )
            return "failed", text.format(names=", ".join(fault.names))
        case LacksRequiredError():
            return "failed", _("This kata asks you to use {names}.").format(names=", ".join(fault.names))
        case WorkerLostError():
            return "error", str(fault)
    return "failed", str(fault)


def _raised(fault: SubmissionRaisedError) -> str:
    """Return the user's own traceback, then type and message."""
    lines = [
        f"solution.py:{line}" + (f", in {name}" if name else "") + f"\n    {text}" for line, name, text in fault.frames
    ]
    if fault.type == "SystemExit":
        lines.append(_("It called sys.exit ({detail}).").format(detail=str(fault) or "0"))
    else:
        lines.append(f"{fault.type}: {fault}" if str(fault) else fault.type)
    if _is_memory(fault):
        lines.append(_("There was no memory left within the kata's limit."))
    return "\n".join(lines)


def _refused(fault: SubmissionRefusedError) -> str:
    """Say which rule was broken, and where."""
    lines = [
        _("solution.py:{line}: {name} may not be used in this kata.").format(line=line, name=name)
        if line
        else _("{name} may not be used in this kata.").format(name=name)
        for name, line in dict.fromkeys(fault.uses)
    ]
    return "\n".join(lines[:5])


def _is_memory(fault: SubmissionRaisedError) -> bool:
    """Whether an allocation failed: Python's, PyTorch's or XLA's way of saying it."""
    signs = ("can't allocate memory", "RESOURCE_EXHAUSTED", "out of memory")
    return fault.type == "MemoryError" or any(sign in str(fault) for sign in signs)


def of_grader(fault: Exception) -> str:
    """Say that the grader is at fault, and where: the line of `grader.py` if it went through one."""
    frames = traceback.extract_tb(fault.__traceback__)
    graders = [frame for frame in frames if frame.filename.endswith("grader.py")]
    place = next((f"{frame.filename}:{frame.lineno}" for frame in reversed(graders or frames)), "?")
    message = _("A fault of the grader, not of your code: {type}: {fault} ({place})")
    return message.format(type=type(fault).__name__, fault=fault, place=place)
