"""A list of choices, one or several of which are chosen: by digit, by arrows, by click."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from kata.i18n import N_
from kata.tui.widgets.gutter_row import GutterRow, clicked_row


class ChoiceList(Vertical, can_focus=True):
    """Rows numbered from 1. `chosen` holds indices; with `several`, space toggles, else the cursor is the choice."""

    DEFAULT_CSS = "ChoiceList { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "pick(0)", N_("Choose"), show=False, key_display="1…9"),
        *(Binding(str(at + 1), f"pick({at})", show=False) for at in range(1, 9)),
        Binding("up,k", "move(-1)", N_("Up"), show=False),
        Binding("down,j", "move(1)", N_("Down"), show=False),
        Binding("space", "tick", N_("Tick")),
    ]

    cursor: reactive[int | None] = reactive(None)
    chosen: reactive[frozenset[int]] = reactive(frozenset())
    signs: reactive[dict[int, str]] = reactive(dict[int, str])

    class Chosen(Message):
        """The reader has chosen otherwise than before."""

    def __init__(self, texts: Sequence[Content], *, several: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._texts, self.several, self.locked = texts, several, False

    def compose(self) -> ComposeResult:
        """One row for each choice."""
        for at, text in enumerate(self._texts):
            row = GutterRow(at, text)
            row.set_class(self.several, "-several")
            yield row

    def on_mount(self) -> None:
        """Draw the gutters."""
        self._redraw()

    def watch_cursor(self) -> None:
        """Redraw, and keep the row in sight."""
        self._redraw()
        for row in self.rows:
            if row.at == self.cursor:
                row.scroll_visible(animate=False)

    def watch_chosen(self) -> None:
        """Redraw."""
        self._redraw()

    def watch_signs(self) -> None:
        """Redraw."""
        self._redraw()

    @property
    def rows(self) -> list[GutterRow]:
        """The rows, in order."""
        return list(self.query(GutterRow))

    def settle(self, signs: dict[int, str]) -> None:
        """Stop listening and show which choices were right (`RIGHT`) and which chosen ones wrong (`WRONG`)."""
        self.locked, self.can_focus = True, False
        self.signs = signs

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """No key works once the answer is settled; only a list of several has something to tick."""
        return not self.locked and (action != "tick" or self.several)

    def action_move(self, by: int) -> None:
        """Move the cursor; with one choice to make, it is the choice."""
        start = self.cursor if self.cursor is not None else (-1 if by > 0 else len(self._texts))
        self._go_to(min(max(start + by, 0), len(self._texts) - 1))

    def action_pick(self, at: int) -> None:
        """Choose by number; with several, the same number again takes it back."""
        if at < len(self._texts):
            self._go_to(at)
            if self.several:
                self.action_tick()

    def action_tick(self) -> None:
        """Tick the row under the cursor, or take the tick away."""
        if self.cursor is not None:
            self.chosen = self.chosen ^ {self.cursor}
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        row = clicked_row(event)
        if row is not None and not self.locked:
            self.action_pick(row.at)

    def _go_to(self, at: int) -> None:
        self.cursor = at
        if not self.several:
            self.chosen = frozenset({at})
            self.post_message(self.Chosen())

    def _redraw(self) -> None:
        for row in self.rows:
            sign = self.signs.get(row.at, " ")
            row.draw(self._gutter(row.at, sign), sign=sign, cursor=row.at == self.cursor and not self.locked)

    def _gutter(self, at: int, sign: str) -> str:
        here = "▸" if at == self.cursor or (self.locked and at in self.chosen) else " "
        box = ("[x]" if at in self.chosen else "[ ]") if self.several else ""
        return f"{here}{sign} {at + 1}  {box}"
