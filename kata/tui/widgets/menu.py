"""A list of lines, one of which is taken by enter or a click; each line is drawn for the width there is."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from kata.i18n import N_


class Line(NamedTuple):
    """One line: what it stands for, and how it looks in so many cells."""

    name: str
    draw: Callable[[int], Content]


class Menu(Widget, can_focus=True):
    """Lines with a cursor. Lies in a scrolling container and keeps the cursor in sight there."""

    DEFAULT_CSS = """
    Menu { height: auto; width: 1fr; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Open")),
        Binding("up", "move(-1)", N_("Up"), show=False),
        Binding("down", "move(1)", N_("Down"), show=False),
    ]

    lines: reactive[tuple[Line, ...]] = reactive((), layout=True)
    cursor = reactive(0)

    class Taken(Message):
        """The reader took a line."""

        def __init__(self, menu: "Menu", name: str) -> None:
            super().__init__()
            self.menu, self.name = menu, name

        @property
        def control(self) -> "Menu":
            """The menu, for `@on`."""
            return self.menu

    class Moved(Message):
        """The cursor is on another line; `name` is None where there is none."""

        def __init__(self, menu: "Menu", name: str | None) -> None:
            super().__init__()
            self.menu, self.name = menu, name

        @property
        def control(self) -> "Menu":
            """The menu, for `@on`."""
            return self.menu

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row for each line."""
        return len(self.lines)

    def render(self) -> Content:
        """Draw the lines; the cursor is a sign, and a ground where the menu has the focus."""
        width = self.size.width
        return Content("\n").join(self._drawn(at, line, width) for at, line in enumerate(self.lines))

    @property
    def current(self) -> str | None:
        """What the line under the cursor stands for."""
        return self.lines[self.cursor].name if self.cursor < len(self.lines) else None

    def validate_cursor(self, cursor: int) -> int:
        """Stay on a line."""
        return min(max(cursor, 0), max(len(self.lines) - 1, 0))

    def watch_cursor(self) -> None:
        """Keep the line in sight, and tell."""
        if isinstance(self.parent, ScrollableContainer):
            self.parent.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False)
        self.post_message(self.Moved(self, self.current))

    def watch_lines(self) -> None:
        """The cursor stays on a line; what it stands for may be another."""
        self.cursor = self.validate_cursor(self.cursor)
        self.post_message(self.Moved(self, self.current))

    def on_focus(self) -> None:
        """Show the cursor's ground."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide it."""
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor += by

    def action_take(self) -> None:
        """Take the line under the cursor."""
        if self.current is not None:
            self.post_message(self.Taken(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Take the line that was clicked."""
        if event.y < len(self.lines):
            self.cursor = event.y
            self.action_take()

    def _drawn(self, at: int, line: Line, width: int) -> Content:
        here = at == self.cursor and self.has_focus
        drawn = Content.assemble("▸ " if here else "  ", line.draw(max(width - 3, 0)), " ")
        return drawn.stylize("$block-cursor-foreground on $block-cursor-background") if here else drawn
