"""A store of 100,000 attempts against an empty one: what Home and the statistics read, and both as whole commands.

python benchmarks/history.py [ATTEMPTS]
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from pairs import ROOT, Comparison, compare, python

from kata.content import Library, load_library
from kata.practice import scheduling
from kata.practice.overviews import read_stats
from kata.store import Store, open_store
from kata.store.history import AnswerPart, AttemptPart, GradePart, History, SittingPart
from kata.tui.home_view import home_view

ATTEMPTS = 100_000
YEARS = 3
AT_MOST = 1.5
RUNS = 9


def lived(library: Library, attempts: int, rng: random.Random) -> History:
    """Return years of practice: every question and kata, a grading for each nineteen answers, some taken back."""
    end = datetime.now(UTC)
    step = timedelta(days=365 * YEARS) / attempts
    sittings = [
        SittingPart(started=end - step * place - timedelta(seconds=1), seed=1, kind="quiz", questions=("q",), ended=end)
        for place in range(attempts, 0, -20)
    ]
    parts = []
    for place in range(attempts, 0, -1):
        moment = end - step * place
        sitting = (attempts - place) // 20
        undone = moment if rng.random() < 0.01 else None
        if place % 20:
            question = rng.choice(library.questions)
            answer = answered(library, question.id, sitting, rng)
            parts.append(AttemptPart(at=moment, day=moment.date(), item=question.id, answer=answer, undone=undone))
        else:
            variant = rng.choice(library.variants)
            parts.append(AttemptPart(at=moment, day=moment.date(), item=variant.name, grade=graded(rng), undone=undone))
    return History(format=1, sittings=tuple(sittings), attempts=tuple(parts))


def answered(library: Library, question: str, sitting: int, rng: random.Random) -> AnswerPart:
    """Return an answer, right in three of four cases."""
    right = rng.random() < 0.75
    return AnswerPart(
        topic=library.topic_of(question), kind="choice", answer="a", correct=right, score=float(right),
        seconds=rng.uniform(5, 90), unsure=rng.random() < 0.1, hints=0, misconceptions=() if right else ("x",),
        pace=30.0, sitting=sitting,
    )  # fmt: skip


def graded(rng: random.Random) -> GradePart:
    """Return a grading with a source and a report of the usual size."""
    passed = rng.random() < 0.6
    report = {"checks": [{"name": f"check {number}", "status": "passed", "message": "x" * 300} for number in range(12)]}
    return GradePart(
        verdict="passed" if passed else "failed", passed_checks=12 if passed else 6, checks=12,
        mistake=None if passed else "no_bias", seconds=2.0, source="w = w - lr * dw\n" * 120, report=report,
        worked=1200.0, minutes=30.0,
    )  # fmt: skip


def in_turn(title: str, ours: Callable[[], object], baseline: Callable[[], object], runs: int) -> Comparison:
    """Time two functions in turn, after one warm-up of each."""
    ours(), baseline()
    pairs = [(_seconds(ours), _seconds(baseline)) for _ in range(runs)]
    return Comparison(title, [a for a, _ in pairs], [b for _, b in pairs])


def _seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def opened(home: Path, read: Callable[[Library, Store], object]) -> Callable[[], object]:
    """Return a function that loads the content and opens the store, as the program does, and reads."""

    def run() -> None:
        library = load_library()
        with open_store(home) as store:
            read(library, store)

    return run


def main() -> int:
    """Print one line per comparison; 1 if a ratio is above what is promised."""
    attempts = int(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS
    os.chdir(ROOT)
    os.environ["KATA_LANG"] = "en"
    with tempfile.TemporaryDirectory() as folder:
        full, empty = Path(folder) / "full", Path(folder) / "empty"
        os.environ["KATA_HOME"] = str(empty)
        library = load_library()
        history = lived(library, attempts, random.Random(1))
        with open_store(empty), open_store(full) as store:
            print(f"merged in {_seconds(lambda: store.merge(history)):.1f} s,", end=" ")
            print(f"derived in {_seconds(lambda: scheduling.refresh(store)):.1f} s,", end=" ")
            print(f"{store.path.stat().st_size / 1e6:.0f} MB, {len(store.cards())} cards")
        found = [
            in_turn("Home's data, opened", opened(full, home_view), opened(empty, home_view), RUNS),
            in_turn("the statistics' data, opened", opened(full, read_stats), opened(empty, read_stats), RUNS),
            *(
                compare(
                    " ".join(["kata", *arguments]),
                    ["env", f"KATA_HOME={full}", *python("-m", "kata", *arguments)],
                    ["env", f"KATA_HOME={empty}", *python("-m", "kata", *arguments)],
                    runs=RUNS,
                )
                for arguments in ([], ["stats"])
            ),
        ]
        for one in found:
            print(one)
        for title, read in (("Home", home_view), ("the statistics", read_stats)):
            with open_store(full) as big, open_store(empty) as none:
                alone = in_turn("", partial(read, library, big), partial(read, library, none), RUNS)
            ours, baseline = (1000 * statistics.median(times) for times in (alone.ours, alone.baseline))
            print(f"  of that, reading for {title}: {ours:.0f} ms, from an empty store {baseline:.0f} ms")
    return int(max(one.ratio() for one in found) > AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
