"""One-line widgets: a heading with things at its right end, a rule, a status line that is always there."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from kata.i18n import _
from kata.tui.bars import columns


def spread(left: str, right: str, width: int) -> str:
    """Return `left` and `right` at the ends of a line `width` cells wide; the left one is cut where both don't fit."""
    room = max(width - cell_len(right) - 2, 0)
    shown = left if cell_len(left) <= room else set_cell_size(left, max(room - 1, 0)).rstrip() + "…"
    return shown + " " * (width - cell_len(shown) - cell_len(right)) + right


class HeadLine(Static):
    """The screen's first line: where one is, and facts about it at the right end."""

    DEFAULT_CSS = """
    HeadLine {
        height: 1;
        margin: 0 1;
        text-wrap: nowrap;
        color: $text-muted;
    }
    """
    left = reactive("")
    right = reactive("")

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__(markup=False)
        self.set_reactive(HeadLine.left, left)
        self.set_reactive(HeadLine.right, right)

    def render(self) -> Content:
        """Spread the two over the width."""
        line = spread(self.left, self.right, self.size.width)
        return Content(line).stylize("bold $foreground", 0, len(self.left))


class Days(Static):
    """How much was done on each of the last days, as columns."""

    counts: reactive[tuple[int, ...]] = reactive(())

    def render(self) -> Content:
        """Draw the columns for the width there is."""
        return Content(columns(self.counts, self.content_size.width))


class StatusLine(Static):
    """The line above the keys; empty or not, it keeps its place. Signs and words carry the meaning, colour helps."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        padding: 0 2;
        text-wrap: nowrap;
        &.-right { color: $success; text-style: bold; }
        &.-wrong { color: $error; text-style: bold; }
        &.-notice { color: $warning; }
        &.-how { color: $text-muted; }
    }
    """

    words = reactive("")
    more = reactive(False)

    def say(self, text: str, tone: str = "") -> None:
        """Show `text`; `tone` is right, wrong, notice, how or nothing."""
        for name in ("right", "wrong", "notice", "how"):
            self.set_class(name == tone, f"-{name}")
        self.words = text

    def render(self) -> Content:
        """Show the words; at the right end, whether there is more than the screen holds."""
        more = _("more below: pgdn") if self.more else ""
        line = spread(self.words, more, self.content_size.width)
        return Content(line).stylize("not bold $text-muted", len(line) - len(more))
