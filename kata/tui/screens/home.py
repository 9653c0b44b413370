"""Home: one thing to do next, one key away, and how far one has come."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static

from kata.i18n import N_
from kata.tui.screens.base import KataScreen


class HomeScreen(KataScreen):
    """Where the program begins and where every screen leads back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quiz", N_("Quiz")),
        Binding("k", "katas", N_("Katas")),
    ]

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("kata", classes="title")
        yield Footer()
