"""The list of workloads: the cursor says which one is shown, enter measures it."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from kata.i18n import N_
from kata.tui.widgets.menu import Line, Menu


class WorkloadMenu(Menu):
    """A menu whose line under the cursor is the one that is shown, also while something else has the keys.

    A click moves there, no more: what takes minutes begins with a key alone. `locked`: nothing can be taken now.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", N_("Measure"))]

    locked = reactive(False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer nothing to take while it is locked."""
        return action != "take" or not self.locked

    def go_to(self, name: str | None) -> None:
        """Move to the line that stands for `name`, where there is one."""
        names = [line.name for line in self.lines]
        if name in names:
            self.cursor = names.index(name)

    def on_click(self, event: events.Click) -> None:
        """Move to the line that was clicked."""
        event.prevent_default()
        if event.y < len(self.lines):
            self.cursor = event.y

    def _drawn(self, at: int, line: Line, width: int) -> Content:
        drawn = super()._drawn(at, line, width)
        return Content("▸ ") + drawn[2:] if at == self.cursor and not self.has_focus else drawn
