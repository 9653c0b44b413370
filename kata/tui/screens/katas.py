"""The katas: typing filters, enter opens the workbench."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widgets import Static

from kata.content.model import say
from kata.i18n import N_, _, language
from kata.tui.katas_view import KataEntry, entry_row, kata_entries, matching
from kata.tui.screens.base import KataScreen, told
from kata.tui.widgets.fields import FilterField
from kata.tui.widgets.key_line import KeyLine
from kata.tui.widgets.lines import HeadLine
from kata.tui.widgets.menu import Line, Menu


class KatasScreen(KataScreen):
    """Every variant with status, level and minutes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", N_("Filter")),
        Binding("escape", "leave", N_("Home")),
    ]
    entries: reactive[tuple[KataEntry, ...]] = reactive((), init=False)

    def compose(self) -> ComposeResult:
        """Head, filter, list, what the chosen one is about, keys."""
        yield HeadLine()
        yield FilterField()
        with VerticalScroll(can_focus=False):
            yield Menu()
        yield Static(id="about", markup=False)
        yield KeyLine()

    @told
    def on_screen_resume(self) -> None:
        """Read the status again: something may have been solved meanwhile."""
        self.entries = kata_entries(self.kata.library, self.kata.store)

    async def say_again(self) -> None:
        """Draw everything again."""
        self._redraw()

    def watch_entries(self) -> None:
        """Redraw."""
        self._redraw()

    def on_input_changed(self) -> None:
        """Filter."""
        self._redraw()

    def on_input_submitted(self) -> None:
        """Open what the cursor is on."""
        self.query_one(Menu).action_take()

    def on_filter_field_arrow_pressed(self, pressed: FilterField.ArrowPressed) -> None:
        """Move in the list while typing."""
        self.query_one(Menu).action_move(pressed.by)

    def on_menu_moved(self, moved: Menu.Moved) -> None:
        """Say what the kata under the cursor is about."""
        spec = self.kata.library.variant(moved.name).kata.spec if moved.name else None
        self.query_one("#about", Static).update(say(spec.summary, language()) if spec else _("No kata matches."))

    def on_menu_taken(self, taken: Menu.Taken) -> None:
        """Open the workbench."""
        self.kata.solve(taken.name)

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterField).focus()

    def action_leave(self) -> None:
        """Empty the filter; if it is empty, go home."""
        field = self.query_one(FilterField)
        if field.value:
            field.value = ""
        else:
            self.dismiss()

    def _redraw(self) -> None:
        field, head = self.query_one(FilterField), self.query_one(HeadLine)
        shown = matching(self.entries, field.value)
        field.placeholder = _("Type to filter: mlp, jax, senior …")
        head.left = _("Katas")
        head.right = _("{shown} of {count}").format(shown=len(shown), count=len(self.entries))
        self.query_one(Menu).lines = tuple(
            Line(entry.variant.name, partial(entry_row, entry, language())) for entry in shown
        )
