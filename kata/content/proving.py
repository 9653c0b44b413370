"""The worker that proves: `python -m kata.content.proving FD`, questions on stdin, reports on descriptor FD.

One line of JSON each way per question, so that nothing that a snippet prints can be taken for a report.
"""

import os
import sys
import time

import msgspec

from kata.content.bench import Bench, Settler
from kata.content.complaint import Complaint
from kata.content.corruption import corruptions
from kata.content.model import Question
from kata.content.verdicts import verdict
from kata.i18n import _, choose_language, set_language


class Report(msgspec.Struct, frozen=True):
    """What came of one question: complaints of its key, and which of the corrupted keys were accepted."""

    complaints: list[Complaint]
    tried: int
    accepted: list[str]
    seconds: float


def prove(question: Question, settler: Settler) -> Report:
    """Run the question's proof on its key, then on every corrupted key."""
    began = time.perf_counter()
    try:
        complaints, tried, accepted = _judge(question, settler)
    except Exception as error:  # noqa: BLE001  a question with static faults may break anything: say so, go on
        message = _("cannot be proven: {error}").format(error=f"{type(error).__name__}: {error}")
        complaints, tried, accepted = [Complaint((), message)], 0, []
    return Report(complaints, tried, accepted, time.perf_counter() - began)


def _judge(question: Question, settler: Settler) -> tuple[list[Complaint], int, list[str]]:
    """Return complaints of the key, the number of corrupted keys, and those that were accepted."""
    # A question that wants a process of its own may be about the very state that a settler would touch.
    if not question.isolate:
        settler.begin(question.frameworks)
    bench = Bench(question, settler)
    complaints = verdict(question, bench)
    if complaints:
        return complaints, 0, []
    corrupted = list(corruptions(question))
    return [], len(corrupted), [name for name, wrong in corrupted if not verdict(wrong, bench)]


def main(descriptor: int) -> None:
    """Serve questions until stdin ends."""
    set_language(choose_language(None))
    settler = Settler()
    with os.fdopen(descriptor, "wb") as reports:
        for line in sys.stdin.buffer:
            question: Question = msgspec.json.decode(line, type=Question)
            reports.write(msgspec.json.encode(prove(question, settler)) + b"\n")
            reports.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
