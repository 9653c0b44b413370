"""What overviews need, counted by SQLite: so many rows never leave the database. What was taken back is not counted."""

from datetime import date, datetime
from typing import Final

from kata.store.base import Connected
from kata.store.rows import PREDICTION, Failure, Graded

# Both read the index `grade_short` and the small table `attempt`, never a source or a report.
# (Left to itself SQLite begins with all attempts, five times as slow.)
_GRADED: Final = """
    SELECT item, count(*), max(passed_checks), max(checks), max(at), max(CASE verdict WHEN 'passed' THEN at END)
    FROM grade INDEXED BY grade_short CROSS JOIN attempt ON attempt.id = grade.attempt
    WHERE grade.attempt NOT IN (SELECT attempt FROM undo)
    GROUP BY item
"""
# By itself SQLite would follow the order of the items, for the GROUP BY, and look at every attempt there ever was.
_FAILURES: Final = """
    SELECT item, mistake, max(day)
    FROM attempt INDEXED BY attempt_day JOIN grade ON grade.attempt = attempt.id
    WHERE day >= ? AND verdict <> 'passed' AND attempt.id NOT IN (SELECT attempt FROM undo)
    GROUP BY item, mistake ORDER BY item, mistake
"""
# All of a day from the index alone, less the few that were taken back: those are looked up, not each of the others.
_BY_DAY: Final = """
    SELECT day, sum(n) FROM (
        SELECT day, count(*) AS n FROM attempt WHERE day >= ?1 GROUP BY day
        UNION ALL
        SELECT day, -count(*) FROM undo CROSS JOIN attempt ON attempt.id = undo.attempt WHERE day >= ?1 GROUP BY day
    )
    GROUP BY day HAVING sum(n) > 0
"""
# From each day to the one before it in the index: as many steps as there are days, not as there are attempts.
_DAYS: Final = """
    WITH RECURSIVE days (day) AS (
        SELECT max(day) FROM attempt
        UNION ALL
        SELECT (SELECT max(day) FROM attempt WHERE attempt.day < days.day) FROM days WHERE day IS NOT NULL
    )
    SELECT day FROM days
    WHERE EXISTS (
        SELECT 1 FROM attempt WHERE attempt.day = days.day AND attempt.id NOT IN (SELECT attempt FROM undo)
    )
    ORDER BY day DESC
"""
_SECONDS: Final = f"""
    SELECT seconds FROM answer
    WHERE kind <> '{PREDICTION}' AND attempt NOT IN (SELECT attempt FROM undo) ORDER BY attempt DESC LIMIT ?
"""  # noqa: S608  a constant
_SECONDS_SINCE: Final = f"""
    SELECT (SELECT coalesce(sum(min(seconds, ?2)), 0)
            FROM attempt JOIN answer ON answer.attempt = attempt.id
            WHERE day >= ?1 AND kind <> '{PREDICTION}' AND attempt.id NOT IN (SELECT attempt FROM undo)),
           (SELECT coalesce(sum(worked), 0)
            FROM (SELECT max(worked) AS worked
                  FROM attempt INDEXED BY attempt_day JOIN effort ON effort.attempt = attempt.id
                  WHERE day >= ?1 AND attempt.id NOT IN (SELECT attempt FROM undo) GROUP BY item, day))
"""  # noqa: S608  a constant


class Counts(Connected):
    """The part of the store that counts."""

    def graded(self) -> dict[str, Graded]:
        """Return what all gradings of each variant come to."""
        return {
            item: Graded(
                variant=item,
                gradings=count,
                best_checks=best,
                checks=checks,
                last=datetime.fromisoformat(last),
                passed=None if passed is None else datetime.fromisoformat(passed),
            )
            for item, count, best, checks, last, passed in self._read(_GRADED)
        }

    def failures(self, since: date) -> list[Failure]:
        """Return the gradings that did not pass, from a study day on: the last day of each variant and mistake."""
        rows = self._read(_FAILURES, since.isoformat())
        return [Failure(variant, mistake, date.fromisoformat(day)) for variant, mistake, day in rows]

    def done_by_day(self, since: date) -> dict[date, int]:
        """Return how many attempts were made on each study day from a day on; days without one are left out."""
        return {date.fromisoformat(day): count for day, count in self._read(_BY_DAY, since.isoformat())}

    def practice_days(self) -> list[date]:
        """Return the study days on which anything was done, the last one first."""
        return [date.fromisoformat(day) for (day,) in self._read(_DAYS)]

    def last_seconds(self, count: int) -> list[float]:
        """Return the seconds that the last answers took, at most `count` of them."""
        return [seconds for (seconds,) in self._read(_SECONDS, count)]

    def seconds_since(self, day: date, longest: float) -> tuple[float, float]:
        """Return the seconds spent from a study day on, on questions and at the workbench.

        Of one answer at most `longest` seconds count. What was worked until a grading includes what was worked until
        the one before on that day, so that the last of a day counts.
        """
        found: tuple[float, float] = self._read(_SECONDS_SINCE, day.isoformat(), longest)[0]
        return found
