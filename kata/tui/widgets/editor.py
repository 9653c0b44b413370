"""An editor of Python: Textual's with the manners that people expect of one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.text_area import LanguageDoesNotExist, Location

from kata.tui.widgets.editor_colours import editor_themes
from kata.tui.widgets.editor_text import (
    INDENT,
    comments_toggled,
    dedented,
    indent_after,
    indented,
    spaces_before_stop,
)
from kata.tui.widgets.fields import TextPane

if TYPE_CHECKING:
    from textual.timer import Timer

_LANGUAGE: Final = "python"
PAUSE: Final = 0.6  # seconds without a change


class CodeEditor(TextPane):
    """Python with line numbers, auto-indentation and comments; colours where tree-sitter is there.

    `escape` is left to the screen: here the tab key indents, and the function keys move between the panes.
    """

    class Typed(Message):
        """The text has changed."""

    class Paused(Message):
        """The text has not changed for a moment."""

    # Terminals send ctrl+/ as ctrl+_, which Textual calls ctrl+underscore; alt+/ is for those that send neither.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+slash,ctrl+underscore,alt+slash", "toggle_comment", "Comment", show=False),
        Binding("tab", "indent", "Indent", show=False),
        Binding("shift+tab", "dedent", "Dedent", show=False),
    ]

    def __init__(self, text: str = "", *, read_only: bool = False, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(
            text,
            id=id,
            read_only=read_only,
            soft_wrap=False,
            show_line_numbers=True,
            tab_behavior="focus",  # ours indents whole selections and leaves escape to the screen
        )
        self.indent_width = INDENT
        for theme in editor_themes():
            self.register_theme(theme)
        self._colour_python()

    def _colour_python(self) -> None:
        try:
            self.language = _LANGUAGE
        except (LanguageDoesNotExist, OSError, ValueError):  # a missing or mismatched grammar costs colours only
            self.language = None

    def on_mount(self) -> None:
        """Follow the app's theme, now and when it changes."""
        self._pause: Timer | None = None
        self._follow_theme()
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._follow_theme())

    def on_text_area_changed(self) -> None:
        """Say so, and wait for the pause."""
        self.post_message(self.Typed())
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, lambda: self.post_message(self.Paused()))

    def _follow_theme(self) -> None:
        self.theme = "kata-dark" if self.app.current_theme.dark else "kata-light"

    async def _on_key(self, event: events.Key) -> None:
        """Continue the block after `enter`; let `backspace` take a whole step of indentation."""
        if self.read_only:
            return
        if event.key == "enter":
            self._take(event)
            self._break_line()
        elif event.key == "backspace" and (spaces := self._spaces_to_remove()):
            self._take(event)
            row, column = self.cursor_location
            self._replace_via_keyboard("", (row, column - spaces), (row, column))
        # Anything else: Textual calls TextArea's own handler next, because the default was not prevented.

    @staticmethod
    def _take(event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def _break_line(self) -> None:
        start, end = sorted(self.selection)
        row, column = start
        self._replace_via_keyboard("\n" + " " * indent_after(self.document[row][:column]), start, end)

    def _spaces_to_remove(self) -> int:
        if not self.selection.is_empty:
            return 0
        row, column = self.cursor_location
        return spaces_before_stop(self.document[row][:column])

    def action_indent(self) -> None:
        """Insert spaces up to the next tab stop, or push the selected lines one step in."""
        if self.read_only:
            self.screen.focus_next()
        elif self.selection.is_empty:
            column = self.cursor_location[1]
            self._replace_via_keyboard(" " * (INDENT - column % INDENT), *self.selection)
        else:
            self._change_lines(indented)

    def action_dedent(self) -> None:
        """Pull the line of the cursor, or the selected ones, one step back."""
        if self.read_only:
            self.screen.focus_previous()
        else:
            self._change_lines(dedented)

    def action_toggle_comment(self) -> None:
        """Comment the line of the cursor, or the selected ones, out or in."""
        if not self.read_only:
            self._change_lines(comments_toggled)

    def _change_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        """Replace the lines that the selection touches in one step of undo; cursor and selection stay on their text."""
        (first, _), (last, last_column) = sorted(self.selection)
        if last > first and last_column == 0:
            last -= 1
        before = [self.document[row] for row in range(first, last + 1)]
        after = change(before)
        if after == before:
            return
        start, end = self.selection
        self.history.checkpoint()
        self.replace("\n".join(after), (first, 0), (last, len(before[-1])), maintain_selection_offset=False)
        self.history.checkpoint()
        shifts = {first + i: len(new) - len(old) for i, (old, new) in enumerate(zip(before, after, strict=True))}
        self.selection = type(self.selection)(_shifted(start, shifts), _shifted(end, shifts))

    def put(self, text: str) -> bool:
        """Replace the whole text in one step that undo takes back; False where it is that text already."""
        if text == self.text:
            return False
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor((0, 0))
        return True

    def show_line(self, line: int) -> None:
        """Select the code of `line` (from 1), or of the last line where there is none so far down."""
        row = min(max(line, 1), self.document.line_count) - 1
        text = self.document[row]
        self.move_cursor((row, len(text)))
        self.move_cursor((row, len(text) - len(text.lstrip())), select=True, center=True)


def _shifted(place: Location, shifts: dict[int, int]) -> Location:
    row, column = place
    return row, max(0, column + shifts.get(row, 0))
