"""How much was done on each of the last days."""

from collections.abc import Mapping
from datetime import date, timedelta


def last_days(counts: Mapping[date, int], today: date, days: int) -> list[int]:
    """Return how much was done on each of the last `days` days, today last."""
    return [counts.get(today - timedelta(days=back), 0) for back in range(days - 1, -1, -1)]
