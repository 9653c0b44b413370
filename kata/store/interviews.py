"""Interviews that are over: the last one, and the weeks that were planned after them."""

from datetime import date, datetime
from typing import Final

import msgspec

from kata.store import reading
from kata.store.base import Connected
from kata.store.database import stamp
from kata.store.rows import SavedSitting, WeekPlan

_FINISHED: Final = """
    kind = 'interview' AND sitting_end.at IS NOT NULL
    AND EXISTS (SELECT 1 FROM sitting_event AS event WHERE event.sitting = sitting.id AND event.kind = 'finished')
"""
_WEEKS: Final = """
    SELECT event.at, event.data FROM sitting_event AS event JOIN sitting ON sitting.id = event.sitting
    WHERE sitting.kind = 'interview' AND event.kind = 'planned' AND event.at >= ?
    ORDER BY event.at, event.id
"""


class InterviewRows(Connected):
    """The part of the store that remembers interviews."""

    def finished_interview(self) -> SavedSitting | None:
        """Return the interview begun last of those that went to their end; those given up are no interviews."""
        rows = self._read(reading.SITTINGS.format(condition=_FINISHED))
        return reading.to_sitting(rows[0]) if rows else None

    def week_plans(self, since: datetime) -> list[WeekPlan]:
        """Return what was planned after interviews from a time on, oldest first."""
        return [
            WeekPlan(
                day=self.study_day_of(datetime.fromisoformat(at)),
                items={item: date.fromisoformat(day) for item, day in msgspec.json.decode(data).items()},
            )
            for at, data in self._read(_WEEKS, stamp(since))
        ]
