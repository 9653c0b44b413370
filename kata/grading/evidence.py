"""Evidence that needs no trust in the submission's process: programs that it exports and that run somewhere else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Final

import numpy as np

from kata.grading.channel import Worker, WorkerLostError
from kata.grading.checks import CheckFailed
from kata.grading.replies import understood
from kata.i18n import _

Lent = Callable[[], AbstractContextManager[Worker]]
_TWICE: Final = 2


def exported(with_submission: Lent, clean: Lent, fields: dict[str, Any]) -> Any:
    """Export a function in a fresh worker that has loaded the submission, run it in a clean one; return its value.

    Raises `CheckFailed` if it calls what is not XLA's, or if tracing it twice gives programs of different values;
    and what `understood` raises.
    """
    name = str(fields["name"])
    with with_submission() as worker:
        programs = understood(worker.request("export", fields), name)["value"]
    _must_be_programs(programs)
    with clean() as worker:
        ran = understood(worker.request("run_exported", fields | {"programs": programs}), name)["value"]
    if ran["foreign"]:
        message = _("{name} calls outside the compiled program: {calls}.")
        raise CheckFailed(message.format(name=name, calls=", ".join(ran["foreign"][:3])), code="foreign call")
    if not all(_same(value, ran["values"][0]) for value in ran["values"]):
        raise CheckFailed(
            _("{name} is not pure: traced twice with the same arguments, it gives two different results.").format(
                name=name
            ),
            code="impure",
            hint=_("It must not read or change anything but its arguments: no counter, no cache, no global variable."),
        )
    return ran["values"][0]


def _must_be_programs(programs: Any) -> None:
    """Raise `WorkerLostError` unless these are two programs' bytes; what is in them is for the clean worker to say."""
    fine = isinstance(programs, list) and len(programs) == _TWICE
    if not fine or not all(isinstance(one, np.ndarray) and one.dtype == np.uint8 for one in programs):
        raise WorkerLostError("crashed", _("The process gave a reply that the grader does not understand."))


def _same(left: Any, right: Any) -> bool:
    """Whether two trees hold the same numbers; NaN is the same as NaN."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if left is None or right is None:  # a pytree's missing leaf
        return left is right
    return bool(np.array_equal(np.asarray(left), np.asarray(right), equal_nan=True))
