"""What the workbench remembers of one variant: the draft, the hints and solutions looked at, the attempts."""

import msgspec

from kata.content import Variant
from kata.grading.report import GradeReport
from kata.store import KataAttempt, Store


class WorkbenchRecord:
    """The store's rows of one variant, for itself or within the sitting of that id.

    Every method that writes raises `StoreError` where that fails. In an evening a variant that was passed before begins
    with the starter and without the hints seen then: a review of one's own solution would prove nothing.
    """

    def __init__(self, store: Store, variant: Variant, sitting: str | None = None) -> None:
        self._store, self._variant, self._sitting = store, variant, sitting
        today = store.study_day()
        graded = [it for it in store.attempts(variant.name, whole=False) if isinstance(it, KataAttempt)]
        passes = [attempt for attempt in graded if attempt.verdict == "passed"]
        begun = None if sitting is None else store.sitting(sitting).started
        self._review = review = begun is not None and any(attempt.at < begun for attempt in passes)
        draft = store.draft(variant.name)
        if draft is not None and review and begun is not None and draft.at < begun:
            draft = None
        self.continued = draft is not None
        self.saved = draft.source if draft else variant.starter
        reveals = store.reveals(variant.name)
        last_pass = max((attempt.at for attempt in passes), default=None)
        counted = [seen for seen in reveals if not review or last_pass is None or seen.at > last_pass]
        self.hints_seen = max((seen.number for seen in counted if seen.what == "hint"), default=0)
        self._solution_seen = any(seen.what == "solution" for seen in reveals)
        self._recorded_today = any(seen.what == "solution" and seen.day == today for seen in reveals)
        self.last_report = self._report_on(self.saved)
        self._passed = bool(passes)
        self._passed_today = any(attempt.day == today for attempt in passes)
        self.worked = max((attempt.worked or 0.0 for attempt in graded if attempt.day == today), default=0.0)

    @property
    def solution_is_open(self) -> bool:
        """Whether the solution may be shown without asking: after a pass, or once looked at; in a review, of today."""
        if self._review:
            return self._passed_today or self._recorded_today
        return self._passed or self._solution_seen

    def save(self, source: str) -> bool:
        """Keep `source` as the draft; False where it is what was kept last."""
        if source == self.saved:
            return False
        self._store.save_draft(self._variant.name, source)
        self.saved = source
        return True

    def reveal_next_hint(self) -> bool:
        """Record that the next hint was looked at; False where there is none left."""
        if self.hints_seen >= len(self._variant.hints):
            return False
        self._store.reveal(self._variant.name, "hint", self.hints_seen + 1)
        self.hints_seen += 1
        return True

    def reveal_solution(self) -> None:
        """Record that the solution was looked at before this day's pass, once; after it there is nothing to record."""
        if not self._passed_today and not self._recorded_today:
            self._store.reveal(self._variant.name, "solution", 1)
            self._solution_seen = self._recorded_today = True

    def keep(self, report: GradeReport, source: str, worked: float | None = None) -> None:
        """Append a finished grading with the source that was graded; `worked`: seconds this day until now."""
        minutes = self._variant.kata.spec.minutes
        self._store.add_grade(report, source, worked=worked, minutes=minutes, sitting=self._sitting)
        self._passed = self._passed or report.verdict == "passed"
        self._passed_today = self._passed_today or report.verdict == "passed"

    def _report_on(self, source: str) -> GradeReport | None:
        """Return the newest report, if it is about `source`: then it still holds."""
        for attempt in self._store.attempts(self._variant.name, limit=1):
            if isinstance(attempt, KataAttempt) and attempt.source == source:
                return msgspec.convert(attempt.report, GradeReport)
        return None
