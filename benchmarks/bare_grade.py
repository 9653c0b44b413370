"""The baseline of a warm grade: the same calls in one warm, unconfined interpreter.

seq 0 5 | python benchmarks/bare_grade.py mlp-torch

The kata's own checks run against a worker's session in this process: no fork, no channel, no confinement, and one
seed after the other. Every repetition starts as a fresh worker would: the submission is loaded anew, and JAX has
nothing compiled. For each seed that is read, prints the seconds that its repetition took.
"""

import sys
import time
from pathlib import Path
from typing import Any, Self, cast

from kata.content import Variant, load_library
from kata.grading.channel import Worker
from kata.grading.graders import load_checks
from kata.grading.subject import Subject, Surroundings
from kata.grading.trial import Trial
from kata.grading.worker import Session


class Inside:
    """A worker that is no process."""

    def __init__(self, variant: Variant) -> None:
        self.session = Session(variant.framework)
        fields = {
            "source": variant.solution,
            "forbids": [],
            "requires": [],
            "defines": [],
            "seed": 0,
            "given": variant.given,
        }
        self.session.answer("device", {"device": "cpu"})
        self.session.answer("load", fields)

    def request(self, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Answer as a worker would."""
        return self.session.answer(op, fields)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Nothing has to end."""

    close = __exit__


def run_checks(variant: Variant, seed: int) -> None:
    """Run every check of the kata on its solution; raises if one fails."""
    if "jax" in sys.modules:
        sys.modules["jax"].clear_caches()

    def start() -> Worker:
        return cast("Worker", Inside(variant))

    subject = Subject(variant.framework, "cpu", start(), Surroundings(start, start))
    trial = Trial()
    for check in load_checks(variant.kata.grader, variant.framework):
        if fault := trial.attempt(check, subject, seed):
            raise fault


def main(name: str) -> None:
    """Print the seconds of each repetition."""
    variant = load_library().variant(name)
    for seed in sys.stdin:
        start = time.perf_counter()
        run_checks(variant, int(seed))
        print(f"{time.perf_counter() - start:.4f}", flush=True)


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parent))
    main(sys.argv[1])
