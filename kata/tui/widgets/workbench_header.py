"""The workbench's first line: what is solved, the verdict, the clock, the draft, the device."""

from datetime import timedelta
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widgets import Static

from kata.content.model import Framework, Level
from kata.grading.confidence import place
from kata.i18n import _
from kata.tui.grading_state import GradingState
from kata.tui.widgets.checks_words import state_badge

DraftState = Literal["untouched", "typing", "saved", "lost"]


class WorkbenchHeader(Horizontal):
    """One line; each part is set by itself and stays where it is."""

    DEFAULT_CSS = """
    WorkbenchHeader { height: 1; background: $panel; padding: 0 1; }
    WorkbenchHeader Static { width: auto; padding: 0 0 0 2; color: $text-muted; }
    WorkbenchHeader #name, WorkbenchHeader #framework, WorkbenchHeader #level { padding: 0; color: $foreground; }
    WorkbenchHeader #name { text-style: bold; }
    WorkbenchHeader #level { width: 1fr; }
    WorkbenchHeader #badge { text-style: bold; color: $text-warning; }
    WorkbenchHeader #badge.-passed { color: $text-success; }
    WorkbenchHeader #badge.-bad { color: $text-error; }
    WorkbenchHeader #device { display: none; }
    WorkbenchHeader #device.-known { display: block; }
    WorkbenchHeader #draft.-lost { color: $text-error; text-style: bold; }
    """

    elapsed: reactive[timedelta] = reactive(timedelta())
    draft: reactive[DraftState] = reactive[DraftState]("untouched")

    def __init__(self, name: str, framework: Framework, level: Level) -> None:
        super().__init__()
        self._variant, self._framework, self._level = name, framework, level

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        for part in ("name", "framework", "level", "badge", "clock", "draft", "device"):
            yield Static("", id=part, markup=False)

    def say(self, state: GradingState) -> None:
        """Say everything in the language spoken now."""
        framework = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}[self._framework]
        level = {"junior": _("junior"), "mid": _("mid"), "senior": _("senior")}[self._level]
        self._part("name").update(self._variant)
        self._part("framework").update(f" · {framework}")
        self._part("level").update(f" · {level}")
        badge = self._part("badge")
        badge.update(state_badge(state))
        badge.set_class(state.verdict == "passed", "-passed")
        badge.set_class(state.phase == "impossible" or state.verdict not in (None, "passed"), "-bad")
        self._part("device").update(place(state.device, state.confinement) if state.device else "")
        self._part("device").set_class(state.device is not None, "-known")
        self.watch_draft(self.draft)
        self.watch_elapsed(self.elapsed)

    def watch_elapsed(self, elapsed: timedelta) -> None:
        """Show the clock: minutes and seconds, hours where there are any."""
        minutes, seconds = divmod(int(elapsed.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
        self._part("clock").update(text)

    def watch_draft(self, draft: DraftState) -> None:
        """Say whether what was typed is on disk."""
        words = {"untouched": "", "typing": _("typing …"), "saved": _("draft saved"), "lost": _("draft NOT saved")}
        self._part("draft").update(words[draft])
        self._part("draft").display = draft != "untouched"
        self._part("draft").set_class(draft == "lost", "-lost")

    def _part(self, name: str) -> Static:
        return self.query_one(f"#{name}", Static)
