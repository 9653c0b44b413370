"""The line of tabs that a narrow terminal has instead of panes side by side."""

from typing import Final, Literal

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kata.i18n import _

Pane = Literal["task", "code", "results"]
PANES: Final[tuple[Pane, ...]] = ("task", "code", "results")
KEYS: Final[dict[Pane, str]] = {"task": "f2", "code": "f3", "results": "f4"}


def pane_name(pane: Pane) -> str:
    """Return what a pane is called."""
    return {"task": _("Task"), "code": _("Code"), "results": _("Results")}[pane]


class WorkbenchTabs(Static):
    """`f2 Task  f3 Code  f4 Results`, the shown one marked; a click shows one."""

    DEFAULT_CSS = "WorkbenchTabs { height: 1; padding: 0 1; background: $surface; }"

    shown: reactive[Pane] = reactive[Pane]("code")

    def watch_shown(self) -> None:
        """Mark the shown one."""
        self.say()

    def say(self) -> None:
        """Say the names in the language spoken now."""
        self.update(Content("  ").join(self._tab(pane) for pane in PANES))

    def _tab(self, pane: Pane) -> Content:
        style = "reverse bold" if pane == self.shown else "$text-muted"
        label = Content.assemble((f" {KEYS[pane]} {pane_name(pane)} ", style))
        return label.stylize(f"@click=screen.show_pane('{pane}')")
