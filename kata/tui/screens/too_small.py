"""Shown while the terminal is smaller than the program needs."""

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from kata.i18n import N_, _

SMALLEST: Final = Size(80, 24)


def too_small(size: Size) -> bool:
    """Say whether the program cannot be shown on a terminal of this size, in cells."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class TooSmallScreen(ModalScreen[None]):
    """One plain line over everything else, which stays untouched beneath and comes back with a larger terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "app.quit", N_("Quit"), priority=True)]

    def compose(self) -> ComposeResult:
        """Say what size is needed and what it is now."""
        yield Static(self.sentence(self.app.size), markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the numbers true."""
        self.query_one(Static).update(self.sentence(event.size))

    @staticmethod
    def sentence(size: Size) -> str:
        """Return the one line."""
        return _("kata needs {needed}; this terminal has {given}.").format(
            needed=f"{SMALLEST.width}x{SMALLEST.height}", given=f"{size.width}x{size.height}"
        )
