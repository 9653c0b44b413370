"""A program that works on a store and says each fact on stdout once the store has confirmed it.

Each line of its input, `HOME SEED COUNT`, has a forked process do COUNT deeds drawn from SEED. Its number is said before
(`pid N`) and its end after (`over`); whoever started this may kill it at any moment.
"""

import os
import random
import sys
from datetime import UTC, datetime, timedelta

from kata.practice import scheduling
from kata.store import Store, open_store
from kata.store.history import AnswerPart, AttemptPart, History

ITEMS = 12
MERGED = 3  # attempts in each history that is merged
REPORT = {"kata": "mlp", "framework": "jax", "verdict": "failed", "seconds": 1.5, "diagnosis": None, "checks": []}
DEEDS = ["answer"] * 6 + ["grade", "rate", "rate", "undo", "unsure", "reveal", "merge", "common", "settle", "settle"]


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def history(item: str) -> History:
    """Return what another machine did with an item, the same each time."""
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    answer = AnswerPart(
        topic="t", kind="choice", answer="a", correct=True, score=1.0, seconds=9.0, unsure=False, hints=0, misconceptions=()
    )  # fmt: skip
    moments = [begin + timedelta(days=day) for day in range(MERGED)]
    parts = tuple(AttemptPart(at=moment, day=moment.date(), item=item, answer=answer) for moment in moments)
    return History(format=1, attempts=parts)


def do(store: Store, deed: str, rng: random.Random, name: str, mine: list[int]) -> None:
    """Do one thing and say it."""
    item = f"q{rng.randrange(ITEMS)}"
    match deed:
        case "answer":
            right = rng.random() < 0.7
            attempt = store.add_answer(
                question=item, topic="t", kind="choice", answer="x" * rng.randrange(3000), correct=right, score=float(right),
                seconds=rng.uniform(1, 90),
            )  # fmt: skip
            mine.append(attempt.id)
            say("attempt", attempt.id, item)
        case "grade":
            grading = store.add_grade(REPORT, "source = 1\n" * rng.randrange(500), worked=60.0, minutes=20.0)
            mine.append(grading.id)
            say("attempt", grading.id, "mlp-jax")
        case "rate" if mine:
            number, rating = rng.choice(mine), rng.randrange(1, 5)
            store.rate(number, rating)
            say("rate", number, rating)
        case "undo" if mine:
            number = rng.choice(mine)
            store.undo(number)
            say("undo", number)
        case "unsure" if mine:
            number = rng.choice(mine)
            if store._read("SELECT 1 FROM answer WHERE attempt = ?", number):
                store.mark_unsure(number)
                say("unsure", number)
        case "reveal":
            store.reveal(item, "hint", len(mine))
            say("reveal", item, len(mine))
        case "merge" | "common":
            merged = name if deed == "merge" else "common"
            store.merge(history(merged))
            say("merge", merged)
        case "settle":
            scheduling.refresh(store)
            say("settle")


def work(home: str, seed: int, count: int) -> None:
    rng = random.Random(seed)
    mine: list[int] = []
    with open_store(home) as store:
        for number in range(count):
            do(store, rng.choice(DEEDS), rng, f"m{seed}-{number}", mine)


def main() -> None:
    import fsrs  # noqa: F401  so that no forked process has to

    for line in sys.stdin:
        home, seed, count = line.split()
        child = os.fork()
        if child == 0:
            work(home, int(seed), int(count))
            os._exit(0)
        say("pid", child)
        os.waitpid(child, 0)
        say("over")


if __name__ == "__main__":
    main()
