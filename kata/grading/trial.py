"""One run of a grader's checks against one submission: each check's outcome with everything that came back in it."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from kata.grading import faults
from kata.grading.channel import Worker
from kata.grading.checks import Check, CheckFailed
from kata.grading.output import KEPT_BYTES
from kata.grading.replies import SubmissionRaisedError
from kata.grading.subject import Recording, Subject

# Shapes and numbers, addresses too: the same error says others for other data, and in another style of code.
_SHAPE: Final = re.compile(r"\([\d, x]*\)|\[[\d, x]*\]")
_NUMBER: Final = re.compile(r"0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """What one check came to."""

    fault: Exception | None
    responses: list[tuple[str, Any]]

    @property
    def signature(self) -> tuple[str, ...]:
        """How it failed and where, in no language: the first two say how."""
        match self.fault:
            case None:
                return ("passed",)
            case CheckFailed():
                return ("failed", self.fault.code, self.fault.place)
            case SubmissionRaisedError():
                return ("raised", f"{self.fault.type}: {gist(str(self.fault))}", self.fault.called)
        return (type(self.fault).__name__,)


# By source, check's name and seed: what need not be run again where a kata's files are graded one after the other.
Known = dict[tuple[str, str, int], Outcome]


def gist(message: str) -> str:
    """Return what an exception says, its first line, without shapes and numbers."""
    first = next((line.strip() for line in message.splitlines() if line.strip()), "")
    return _NUMBER.sub("#", _SHAPE.sub("#", first))


@dataclass
class Trial:
    """The outcomes by the check's name, and the workers that were used."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)

    def attempt(self, check: Check, subject: Subject, seed: int) -> Exception | None:
        """Run one check and keep its outcome; return the submission's fault, if any.

        What else a check raises is the grader's own fault and goes on up.
        """
        subject.recording = Recording()
        fault: Exception | None = None
        try:
            check.body(subject, check.rng(seed))
        except faults.OF_SUBMISSION as found:
            fault = found
        self.outcomes[check.name] = Outcome(fault, subject.recording.responses)
        return fault

    def known(self, source: str, seed: int) -> Known:
        """Return the outcomes as other gradings look for them."""
        return {(source, name, seed): outcome for name, outcome in self.outcomes.items()}

    def output(self) -> str:
        """Return what the workers printed, each text once, within the bound."""
        texts = dict.fromkeys(text for worker in self.workers if (text := worker.output.text()))
        return "".join(texts)[:KEPT_BYTES]
