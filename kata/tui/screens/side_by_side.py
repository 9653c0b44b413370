"""Sources beside each other: one that stays, and at its right one of several."""

from typing import ClassVar, Final

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, Tab, Tabs

from kata.i18n import N_
from kata.tui.screens.base import KataScreen
from kata.tui.widgets.editor import CodeEditor
from kata.tui.widgets.key_line import KeyLine

WIDE: Final = 110  # columns of a terminal in which two sources fit side by side


class Source(Struct, frozen=True):
    """A text to look at and what it is."""

    title: str
    text: str


class SideBySideScreen(KataScreen):
    """Two columns of code on a wide terminal, one on a narrow one; a tab chooses what stands beside the first.

    `shown`: which of the sources is on a narrow terminal at the beginning.
    """

    AUTO_FOCUS = "Tabs"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back")),
        Binding("right_square_bracket,n", "next", N_("Next"), key_display="n"),
        Binding("left_square_bracket,p", "previous", N_("Previous"), key_display="p"),
    ]

    def __init__(self, title: str, sources: tuple[Source, ...], *, shown: int = 0) -> None:
        super().__init__(classes="-other" if shown else "-first")
        self._title, self._sources, self._shown = title, sources, shown

    def compose(self) -> ComposeResult:
        """Lay out tabs and columns."""
        shown = self._shown or (1 if self.app.size.width >= WIDE else 0)
        first, other = self._sources[0], self._sources[shown or 1]
        yield Static(self._title, id="title", markup=False)
        tabs = [Tab(source.title, id=f"tab-{i}") for i, source in enumerate(self._sources)]
        yield Tabs(*tabs, active=f"tab-{shown}")
        with Horizontal(id="codes"):
            with Vertical(id="first", classes="column") as column:
                column.border_title = first.title
                yield CodeEditor(first.text, read_only=True)
            with Vertical(id="other", classes="column") as column:
                column.border_title = other.title
                yield CodeEditor(other.text, read_only=True)
        yield KeyLine()

    def on_resize(self) -> None:
        """Choose another than the first, whose tab is hidden, on a wide terminal: there it stands anyway."""
        tabs = self.query_one(Tabs)
        if self.has_class("-wide") and tabs.active == "tab-0":
            tabs.active = "tab-1"

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show what was chosen."""
        chosen = int((event.tab.id or "").removeprefix("tab-"))
        self.set_class(chosen == 0, "-first").set_class(chosen != 0, "-other")
        if chosen:
            source = self._sources[chosen]
            column = self.query_one("#other")
            column.border_title = source.title
            column.query_one(CodeEditor).load_text(source.text)

    def action_next(self) -> None:
        """Show the next one."""
        self.query_one(Tabs).action_next_tab()

    def action_previous(self) -> None:
        """Show the one before."""
        self.query_one(Tabs).action_previous_tab()
