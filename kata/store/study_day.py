"""The study day: a local date that begins at four in the morning, so that a late evening is one day."""

from datetime import date, datetime, timedelta
from typing import Final

BEGINS: Final = timedelta(hours=4)


def study_day(local: datetime) -> date:
    """Return the study day of a moment given in the reader's own time zone."""
    return (local.replace(tzinfo=None) - BEGINS).date()
