"""Where key and proof disagree, and what a proof's run says before any key is compared."""

from collections.abc import Iterator
from typing import Any

import msgspec

from kata.content.bench import Outcome, Raised
from kata.content.source import Steps
from kata.i18n import _


class Complaint(msgspec.Struct, frozen=True):
    """Where key and proof disagree: steps within the question, and the line of that snippet if one is to blame."""

    steps: Steps
    message: str
    line: int | None = None


Complaints = Iterator[Complaint]


def blame(outcome: Outcome, proof: Steps = ("proof",)) -> Complaints:
    """Complain of whatever raised in setup, code or proof."""
    raised: tuple[tuple[Steps, str, Raised | None], ...] = (
        (("setup",), _("the setup raised {raised}"), outcome.setup_raised),
        (proof, _("the proof raised {raised}"), outcome.proof_raised),
        (("code",), _("the code raised {raised}, and the proof does not look at `raised`"), outcome.code_raised),
    )
    for steps, message, error in raised:
        if error is not None:
            yield Complaint(steps, message.format(raised=error), error.line)
            return


def result(outcome: Outcome, name: str, proof: Steps = ("proof",)) -> tuple[Any, list[Complaint]]:
    """Return what the proof set `name` to, or complaints."""
    complaints = list(blame(outcome, proof))
    if not complaints and name not in outcome.names:
        complaints = [Complaint(proof, _("the proof does not set `{name}`").format(name=name))]
    return outcome.names.get(name), complaints


def is_truth(value: Any) -> bool:
    """Tell whether a value is a truth value: Python's, NumPy's, or a framework's scalar."""
    return isinstance(value, bool) or (hasattr(value, "dtype") and getattr(value, "shape", None) == ())


def short(value: Any) -> str:
    """Return a value as a message shows it."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 120 else text[:117] + "..."
