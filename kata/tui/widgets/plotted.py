"""A picture made of characters that is drawn anew for the room there is."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Plotted(Widget):
    """Shows what `draw` returns for so many columns and lines; how many that are, the screen says."""

    DEFAULT_CSS = """
    Plotted { width: 1fr; text-wrap: nowrap; }
    """
    draw: reactive[Callable[[int, int], Content] | None] = reactive(None)

    def render(self) -> Content:
        """Draw it."""
        return Content("") if self.draw is None else self.draw(self.content_size.width, self.content_size.height)
