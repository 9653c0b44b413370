"""How many reviews the next days hold, by what is known today."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

DAYS: Final = 30


class Load(Struct, frozen=True, kw_only=True):
    """One study day to come. `due`: reviews that become due on it, on the first day those overdue besides.

    `reviews`: how many of all that wait then come up by the daily limit; `left`: how many wait for the day after.
    """

    day: date
    due: int
    reviews: int
    left: int


def forecast(dues: Iterable[date], today: date, limit: int, done_today: int = 0, days: int = DAYS) -> tuple[Load, ...]:
    """Return the load of today and the days after, `days` of them.

    `dues`: the day on which each item comes back; `limit`: reviews a day; `done_today`: those already done. What a
    review will bring back again is not known yet and not in it: it is the least that comes.
    """
    arriving = Counter(max(due, today) for due in dues)
    loads: list[Load] = []
    waiting = 0
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        waiting += arriving[day]
        reviews = min(waiting, max(limit - (0 if ahead else done_today), 0))
        waiting -= reviews
        loads.append(Load(day=day, due=arriving[day], reviews=reviews, left=waiting))
    return tuple(loads)
