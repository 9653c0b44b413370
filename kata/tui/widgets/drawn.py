"""Lines that are drawn anew for the width there is."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget


class Drawn(Widget):
    """As high as what `draw` returns for its width, with lines too long for it folded at spaces."""

    DEFAULT_CSS = """
    Drawn { height: auto; width: 1fr; }
    """
    draw: reactive[Callable[[int], Content] | None] = reactive(None, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as it takes."""
        return self._drawn(width).get_height({}, width)

    def render(self) -> Content:
        """Draw it."""
        return self._drawn(self.content_size.width)

    def _drawn(self, width: int) -> Content:
        return Content("") if self.draw is None else self.draw(width)
