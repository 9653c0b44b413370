"""What one expects before anything is shown, and what came of it.

Who has said first which variant wins learns from being wrong; who reads a table believes to have known it. Asked are
two things of each workload, at its largest size: what is fastest, and what needs the least memory at its height.
"""

from collections.abc import Sequence
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

from kata.compare.result import Comparison, Measured, Settings, VariantName
from kata.compare.statistics import needs_less, standing, timed
from kata.compare.workloads import Workload

What: TypeAlias = Literal["fastest", "memory"]
Choice: TypeAlias = VariantName | Literal["tie"]
TIE: Final = "tie"
# Where medians further apart than this share tie, their intervals are wide: the machine was busy, and nobody knows.
SCATTERED: Final = 0.1


class Asked(Struct, frozen=True):
    """One thing to predict: `options` in the order shown, a tie as the last one."""

    workload: str
    size: int
    what: What
    options: tuple[Choice, ...]


class Prediction(Struct, frozen=True, kw_only=True):
    """What was said of one workload; what was skipped is not in `said`. `seconds`: how long that took."""

    workload: str
    size: int
    said: dict[What, Choice] = {}
    seconds: float = 0.0


class Marked(Struct, frozen=True):
    """One thing predicted beside what was found: one variant, or several that tie."""

    what: What
    said: Choice
    found: tuple[VariantName, ...]

    @property
    def right(self) -> bool:
        """Say whether it came so; where several tie, each of them was a right answer."""
        return self.said in self.found or (self.said == TIE and len(self.found) > 1)


def asked(workloads: Sequence[Workload], settings: Settings) -> tuple[Asked, ...]:
    """Return what is asked, workload by workload; nothing where fewer than two variants will be measured."""
    things: tuple[What, ...] = ("fastest", "memory") if settings.memory else ("fastest",)
    found = []
    for workload in workloads:
        variants = [name for name in settings.variants_of(workload.name) if name not in workload.unsuited]
        if settings.device == "gpu":  # NumPy computes on the CPU alone
            variants = [name for name in variants if name != "numpy"]
        if len(variants) > 1 and settings.sizes.get(workload.name):
            size = max(settings.sizes[workload.name])
            found += [Asked(workload.name, size, what, (*variants, TIE)) for what in things]
    return tuple(found)


def marked(prediction: Prediction, comparison: Comparison) -> tuple[Marked, ...]:
    """Return what can be marked.

    Not what was skipped, nor where the winner, or the one predicted, was not measured; nor a tie of times that scatter
    too much to say.
    """
    measured = comparison.of(prediction.workload, prediction.size)
    done = [one for one in measured if one.status == "done"]
    if len(done) < 2 or any(one.status == "waiting" for one in measured):
        return ()
    winners: dict[What, tuple[VariantName, ...]] = {"fastest": fastest(done), "memory": least_memory(done)}
    there = {TIE, *(one.variant for one in done)}
    return tuple(
        Marked(what, said, winners[what]) for what, said in prediction.said.items() if winners[what] and said in there
    )


def fastest(done: Sequence[Measured]) -> tuple[VariantName, ...]:
    """Return what is fastest, or what ties; none where that is only because the times scatter."""
    first = standing(done).fastest
    medians = [held.median for name, held in timed(done).items() if name in first]
    return first if medians and max(medians) <= min(medians) * (1 + SCATTERED) else ()


def least_memory(done: Sequence[Measured]) -> tuple[VariantName, ...]:
    """Return what needs the least memory at its height, the least first; none unless that is known of all of them."""
    peaks = sorted((one.peak, one.variant) for one in done if one.peak is not None)
    if not peaks or len(peaks) < len(done):
        return ()
    return tuple(variant for peak, variant in peaks if not needs_less(peaks[0][0], peak))


class Worth(Struct, frozen=True, kw_only=True):
    """What a prediction is as an attempt: the arguments of `Store.add_answer`, which keeps it without a card."""

    question: str
    topic: str = "compare"
    kind: str = "prediction"
    answer: dict[str, Any]
    correct: bool
    score: float
    seconds: float


def worth(prediction: Prediction, comparison: Comparison) -> Worth | None:
    """Return what a prediction is as an attempt, None where nothing of it can be marked: then it is none."""
    marks = marked(prediction, comparison)
    if not marks:
        return None
    right = sum(mark.right for mark in marks)
    settings = comparison.settings
    how = {"size": prediction.size, "device": settings.device, "dtype": settings.dtype, "threads": settings.threads}
    return Worth(
        question=f"compare-{prediction.workload}",
        answer={**how, **{mark.what: {"said": mark.said, "found": list(mark.found)} for mark in marks}},
        correct=right == len(marks),
        score=right / len(marks),
        seconds=prediction.seconds,
    )
