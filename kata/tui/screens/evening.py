"""The door to an evening of practice: it leads on to its first item, or says that there is nothing to do."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from kata.i18n import N_, _
from kata.practice import called, next_day, scheduling
from kata.practice.queue import due_items
from kata.report.schedule import nothing_to_do
from kata.tui import sittings
from kata.tui.screens.base import KataScreen, told
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine


class EveningScreen(KataScreen):
    """Goes on with today's evening, or plans one of so many minutes; stays only where that is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", N_("Home")),
    ]

    def __init__(self, minutes: float) -> None:
        super().__init__()
        self._minutes = minutes

    def compose(self) -> ComposeResult:
        """Head, one sentence, keys."""
        yield HeadLine(_("Practice"))
        yield Static(id="empty", markup=False)
        yield KeyLine()

    @told
    def on_mount(self) -> None:
        """Go on with an evening, or begin one."""
        library, store = self.kata.library, self.kata.store
        running = sittings.unfinished_evening(library, store) or sittings.begin_evening(
            library, store, self._minutes, self.kata.clock()
        )
        if running is not None:
            self.kata.follow(running)
            return
        past = scheduling.past(store)
        calls = called(library, past)
        due = len(due_items(library, past, calls))
        self.query_one("#empty", Static).update(nothing_to_do(next_day(library, past, calls), due))

    def action_leave(self) -> None:
        """Go home."""
        self.dismiss()
