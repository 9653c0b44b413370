"""Fields to type into: Textual's own, still (no blinking) and with our keys."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea

from kata.i18n import N_


class LineField(Input):
    """One line; enter hands the answer over."""

    DEFAULT_CSS = """
    LineField {
        background: $panel;
        width: 24;
        &:disabled { opacity: 1 !important; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", N_("Answer"))]

    def __init__(self, value: str = "", *, placeholder: str = "", **options: Any) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=False, **options)
        self.cursor_blink = False

    def fill(self, text: str) -> None:
        """Hold `text`, with the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)


class TextPane(TextArea):
    """Textual's editor, which may be painted once more after it has left the screen."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return its lines, blank where it has been taken away: its styles are gone by then (Textual issue 6528)."""
        return super().render_lines(crop) if self.is_attached else [Strip.blank(crop.width)] * crop.height


class TextField(TextPane):
    """Several lines; enter begins a new one, tab leaves the field."""

    DEFAULT_CSS = """
    TextField {
        height: auto;
        min-height: 4;
        max-height: 12;
        background: $panel;
        border: none;
        padding: 0 1;
        &:disabled { opacity: 1 !important; color: $foreground; }
    }
    """

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, tab_behavior="focus", show_line_numbers=False, compact=True, **options)
        self.cursor_blink = False

    def fill(self, text: str) -> None:
        """Hold `text`, with the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Say that enter is ours too: it begins a line, so the keys at the bottom don't offer it for anything else."""
        return key == "enter" or super().check_consume_key(key, character)


class FilterField(LineField):
    """One line above a list; arrows move in the list meanwhile, enter takes from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Open")),
        Binding("up", "arrow(-1)", N_("Up"), show=False),
        Binding("down", "arrow(1)", N_("Down"), show=False),
    ]

    class ArrowPressed(Message):
        """The reader wants to move in the list."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def action_arrow(self, by: int) -> None:
        """Pass it on."""
        self.post_message(self.ArrowPressed(by))
