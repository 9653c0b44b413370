"""How much was done on each study day, by weeks, as steps that signs can be drawn from."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import quantiles
from typing import Final

from msgspec import Struct

STEPS: Final = 4


class Week(Struct, frozen=True):
    """One week from its Monday on: a step for each day, 0 (nothing) to 4; None for a day that is yet to come."""

    monday: date
    steps: tuple[int | None, ...]


def heat(counts: Mapping[date, int], today: date, weeks: int) -> tuple[Week, ...]:
    """Return the last `weeks` weeks, this one last.

    The steps are the quarters of the reader's own days on which anything was done: one record does not pale the rest.
    """
    worked = sorted(count for count in counts.values() if count > 0)
    cuts = quantiles(worked, n=STEPS, method="inclusive") if len(worked) > 1 else worked * (STEPS - 1)
    this_week = today - timedelta(days=today.weekday())
    mondays = [this_week - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return tuple(
        Week(monday, tuple(_step(counts, monday, ahead, today, cuts) for ahead in range(7))) for monday in mondays
    )


def _step(counts: Mapping[date, int], monday: date, ahead: int, today: date, cuts: Sequence[float]) -> int | None:
    day = monday + timedelta(days=ahead)
    if day > today:
        return None
    count = counts.get(day, 0)
    return 1 + sum(count >= cut for cut in cuts) if count > 0 else 0
