"""One run of a grader's checks against one submission: each check's outcome with everything that came back in it."""

from dataclasses import dataclass, field
from typing import Any

from kata.grading import faults
from kata.grading.channel import Worker
from kata.grading.checks import Check, CheckFailed
from kata.grading.output import KEPT_BYTES
from kata.grading.replies import SubmissionRaisedError
from kata.grading.subject import Recording, Subject


@dataclass(frozen=True)
class Outcome:
    """What one check came to."""

    fault: Exception | None
    responses: list[tuple[str, Any]]

    @property
    def signature(self) -> tuple[str, ...]:
        """How and where it failed, in no language."""
        match self.fault:
            case None:
                return ("passed",)
            case CheckFailed():
                return ("failed", self.fault.code, self.fault.place)
            case SubmissionRaisedError():
                return ("raised", self.fault.type, self.fault.called)
        return (type(self.fault).__name__,)


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

    def output(self) -> str:
        """Return what the workers printed, each text once, within the bound."""
        texts = dict.fromkeys(text for worker in self.workers if (text := worker.output.text()))
        return "".join(texts)[:KEPT_BYTES]
