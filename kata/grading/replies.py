"""What a worker's reply means: a value, or the exception that says what went wrong instead. It is never believed."""

from typing import TYPE_CHECKING, Any

from kata.grading.channel import WorkerLostError
from kata.grading.checks import CheckFailed
from kata.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable


class SubmissionRaisedError(Exception):
    """The submission raised: the type's name, its message, and the frames of its own file."""

    def __init__(self, kind: str, message: str, frames: list[tuple[int, str, str]], called: str) -> None:
        super().__init__(message)
        self.type = kind
        self.frames = frames
        self.called = called


class SubmissionRefusedError(Exception):
    """The submission broke a rule of its kata: names with their lines."""

    def __init__(self, uses: list[tuple[str, int]]) -> None:
        super().__init__(", ".join(name for name, _line in uses))
        self.uses = uses


class GraderFaultError(Exception):
    """A check asked for something that cannot be: our fault, not the submission's."""


def understood(reply: dict[str, Any], called: str) -> dict[str, Any]:
    """Return a reply that carries a value; raise what any other one means."""
    match reply:
        case {"kind": "value", "value": _value}:
            return reply
        case {"kind": "raised", "type": str(kind), "message": str(message), "frames": list(frames)}:
            raise SubmissionRaisedError(kind, message, _checked_frames(frames), called)
        case {"kind": "refused", "uses": list(uses)}:
            raise SubmissionRefusedError([(name, line) for name, line in pairs(uses) if type(line) is int])
        case {"kind": "not exportable", "message": str(message)}:
            raise CheckFailed(
                _("{name} cannot become a program of its own: {detail}.").format(
                    name=called, detail=message.rstrip(".")
                ),
                code="not exportable",
                hint=_(
                    "A compiled function may not call back into Python: no pure_callback, io_callback or debug.print."
                ),
            )
        case {"kind": "unsendable", "message": str(message)}:
            explained = _("{name} returned what cannot be sent to the grader: {detail}.")
            raise SubmissionRaisedError("TypeError", explained.format(name=called, detail=message), [], called)
        case {"kind": "fault", "message": str(message)}:
            raise GraderFaultError(message)
    raise WorkerLostError("crashed", _("The process gave a reply that the grader does not understand."))


def watched(reply: dict[str, Any], count: int) -> list[Any]:
    """Return the `count` arguments as they are after a call; the worker is not believed to have sent them."""
    after = reply.get("after")
    if not isinstance(after, list) or len(after) != count:
        raise WorkerLostError("crashed", _("The process gave a reply that the grader does not understand."))
    return after


def fact(what: str, value: Any) -> Any:
    """Return a fact that has the form of its kind; the worker is not believed to have sent one."""
    fine: dict[str, Callable[[Any], bool]] = {
        "traces": _is_traces,
        "key_reuse": lambda said: said is None or type(said) is str,
        "global_rng": lambda names: isinstance(names, list) and all(type(name) is str for name in names),
        "host_syncs": lambda count: type(count) is int,
    }
    if not fine[what](value):
        raise WorkerLostError("crashed", _("The process gave a reply that the grader does not understand."))
    return value


def _is_traces(value: Any) -> bool:
    """Whether these are counts of calls by function, and of compilations."""
    if not isinstance(value, dict) or value.keys() != {"first", "again", "compilations_first", "compilations"}:
        return False
    calls = (value["first"], value["again"])
    counted = all(isinstance(each, dict) and all(type(n) is int for n in each.values()) for each in calls)
    named = counted and all(type(name) is str for each in calls for name in each)
    return named and type(value["compilations_first"]) is int and type(value["compilations"]) is int


def pairs(items: Any) -> list[tuple[str, Any]]:
    """Return those items that are a name and a value; the worker is not believed."""
    if not isinstance(items, list):
        return []
    pairs = [item for item in items if isinstance(item, tuple | list) and len(item) == 2]
    return [(name, value) for name, value in pairs if type(name) is str]


def _checked_frames(frames: list[Any]) -> list[tuple[int, str, str]]:
    """Return the frames that have the right form; the worker is not believed."""
    return [
        (frame[0], frame[1], frame[2])
        for frame in frames
        if isinstance(frame, tuple | list) and [type(part) for part in frame] == [int, str, str]
    ]
