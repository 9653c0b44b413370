"""The keys of the screen that was open when help was asked for."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kata.i18n import N_, _
from kata.report.schedule import rules_in_words
from kata.tui.keys import Key, keys_of
from kata.tui.screens.base import KataScreen
from kata.tui.widgets.key_line import KeyLine


class HelpScreen(KataScreen):
    """A table of keys, made from the `BINDINGS` of the screen beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", N_("Back")),
        Binding("question_mark", "dismiss", show=False),
    ]

    def __init__(self, beneath: Screen[object]) -> None:
        super().__init__()
        self._beneath = beneath

    def compose(self) -> ComposeResult:
        """One line for each thing that can be done."""
        with VerticalScroll():
            yield Static(_("Keys here"), classes="title", markup=False)
            yield Static(key_table(keys_of(self._beneath)))
            if isinstance(self._beneath, KataScreen) and self._beneath.SHOWS_RULES:
                for title, rows in rules_in_words():
                    yield Static(title, classes="title", markup=False)
                    yield Static(two_columns(rows))
            yield Static(_("The mouse does it too: click a choice, or a key in the bottom line."), classes="muted")
        yield KeyLine()


def key_table(keys: tuple[Key, ...]) -> Content:
    """Lay out keys and what they do in two columns."""
    return two_columns([("  ".join(one.keys), one.description) for one in keys])


def two_columns(named: list[tuple[str, str]]) -> Content:
    """Lay out names and what they mean, aligned by display width."""
    width = max((cell_len(names) for names, _what in named), default=0)
    lines = [
        Content.assemble((names + " " * (width - cell_len(names)), "$primary bold"), "   ", what)
        for names, what in named
    ]
    return Content("\n").join(lines)
