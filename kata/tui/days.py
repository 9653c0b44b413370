"""Days: as people write them, and how much was done on each."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from kata.i18n import _
from kata.store.rows import Attempt


def day_in_words(moment: datetime) -> str:
    """Return the day, e.g. `Tue 24 Nov`, in the language spoken now."""
    weekdays = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    months = (
        *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
        *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
    )
    return _("{weekday} {day} {month}").format(
        weekday=weekdays[moment.weekday()], day=moment.day, month=months[moment.month - 1]
    )


def done_by_day(attempts: Iterable[Attempt], now: datetime, days: int) -> list[int]:
    """Return how many attempts were made on each of the last `days` days of `now`'s time zone, today last."""
    counts = Counter(attempt.at.astimezone(now.tzinfo).date() for attempt in attempts)
    return [counts[now.date() - timedelta(days=back)] for back in range(days - 1, -1, -1)]
