"""The line of tabs of a screen that has pages."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static


class PageTabs(Static):
    """`1 Ready  2 Days`, the shown one marked by more than colour; a click shows one (`screen.show_page(index)`)."""

    DEFAULT_CSS = "PageTabs { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; }"

    names: reactive[Sequence[str]] = reactive[Sequence[str]](())
    shown = reactive(0)

    def render(self) -> Content:
        """Draw the names."""
        return Content(" ").join(self._tab(at, name) for at, name in enumerate(self.names))

    def _tab(self, at: int, name: str) -> Content:
        sign, style = ("▸", "reverse bold") if at == self.shown else (" ", "$text-muted")
        return Content.assemble((f"{sign}{at + 1} {name} ", style)).stylize(f"@click=screen.show_page({at})")
