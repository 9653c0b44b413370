"""What the workbench remembers of one variant: the draft, the hints and solutions looked at, the attempts."""

import msgspec

from kata.content import Variant
from kata.grading.report import GradeReport
from kata.store import KataAttempt, Store


class WorkbenchRecord:
    """The store's rows of one variant. Every method that writes raises `StoreError` where that fails."""

    def __init__(self, store: Store, variant: Variant) -> None:
        self._store, self._variant = store, variant
        draft = store.draft(variant.name)
        self.continued = draft is not None
        self.saved = draft.source if draft else variant.starter
        reveals = store.reveals(variant.name)
        self.hints_seen = max((seen.number for seen in reveals if seen.what == "hint"), default=0)
        self._solution_seen = any(seen.what == "solution" for seen in reveals)
        attempts = store.attempts(variant.name, whole=False)
        self.last_report = self._report_on(self.saved)
        self._passed = any(isinstance(attempt, KataAttempt) and attempt.verdict == "passed" for attempt in attempts)

    @property
    def solution_is_open(self) -> bool:
        """Whether the solution may be shown without asking: after a pass, or once it was looked at."""
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
        """Record that the solution was looked at before a pass; afterwards there is nothing to record."""
        if not self.solution_is_open:
            self._store.reveal(self._variant.name, "solution", 1)
            self._solution_seen = True

    def _report_on(self, source: str) -> GradeReport | None:
        """Return the newest report, if it is about `source`: then it still holds."""
        for attempt in self._store.attempts(self._variant.name, limit=1):
            if isinstance(attempt, KataAttempt) and attempt.source == source:
                return msgspec.convert(attempt.report, GradeReport)
        return None

    def keep(self, report: GradeReport, source: str) -> None:
        """Append a finished grading with the source that was graded."""
        self._store.add_grade(report, source)
        self._passed = self._passed or report.verdict == "passed"
