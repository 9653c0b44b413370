"""Days in a row: a few days off a week do not break them."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from msgspec import Struct


class Streak(Struct, frozen=True, kw_only=True):
    """`days`: days practised in the row that reaches today; `longest`: the most in any row; `off_left`: free days.

    `off_left` counts the days off that this week, from Monday on, still has; None without a row to lose.
    """

    days: int
    longest: int
    off_left: int | None


def streak(practised: Collection[date], today: date, freezes: int) -> Streak:
    """Return the row of study days up to today.

    A row is a stretch of days that begins and ends with a day practised and in which no week, Monday to Sunday, has
    more than `freezes` days without. Days off are not counted. Today breaks nothing while it is not over.
    """
    days = sorted(day for day in set(practised) if day <= today)
    end = today if days and days[-1] == today else today - timedelta(days=1)
    current, off = 0, Counter[date]()
    if days:
        current, off = _row_up_to(end, set(days), days[0], freezes)
    used = off[_monday(today)]
    return Streak(
        days=current,
        longest=max(_rows(days, freezes), default=0),
        off_left=max(freezes - used, 0) if current else None,
    )


def _row_up_to(end: date, practised: Collection[date], first: date, freezes: int) -> tuple[int, Counter[date]]:
    """Return the days practised of the row that reaches `end`, and the days off that it needed, by week."""
    count, off = 0, Counter[date]()
    needed = Counter[date]()  # since the last day practised that was met: a row does not begin with a day off
    day = end
    while day >= first:
        if day in practised:
            count += 1
            off += needed
            needed.clear()
        else:
            needed[_monday(day)] += 1
            if off[_monday(day)] + needed[_monday(day)] > freezes:
                break
        day -= timedelta(days=1)
    return count, off


def _rows(days: list[date], freezes: int) -> Iterator[int]:
    """Yield, for each day practised, how many the longest row that ends with it has; `days` in order."""
    off = Counter[date]()
    begin = 0
    for at, day in enumerate(days):
        if at:
            off += Counter(map(_monday, _between(days[at - 1], day)))
        while begin < at and any(count > freezes for count in off.values()):
            off -= Counter(map(_monday, _between(days[begin], days[begin + 1])))
            begin += 1
        yield at - begin + 1


def _between(earlier: date, later: date) -> Iterator[date]:
    return (earlier + timedelta(days=ahead) for ahead in range(1, (later - earlier).days))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
