"""A row of a list: a gutter of fixed width for cursor, number and sign, then a text that may wrap beside it."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

RIGHT, WRONG = "✓", "✗"


class GutterRow(Horizontal):
    """`at` is the row's place, from 0. Gutter and text are set; the row draws itself, mounted or not."""

    DEFAULT_CSS = """
    GutterRow {
        height: auto;
        & > .gutter { width: 6; }
        & > .text { width: 1fr; }
        &.-several > .gutter { width: 10; }
        &.-cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        &.-right > .gutter { color: $success; text-style: bold; }
        &.-wrong > .gutter { color: $error; text-style: bold; }
    }
    """
    mark = reactive("")
    text: reactive[Content] = reactive(Content)

    def __init__(self, at: int, text: Content) -> None:
        super().__init__()
        self.at = at
        self.set_reactive(GutterRow.text, text)

    def compose(self) -> ComposeResult:
        """Gutter and text."""
        yield Static(self.mark, classes="gutter", markup=False)
        yield Static(self.text, classes="text")

    def watch_mark(self, mark: str) -> None:
        """Redraw."""
        for part in self.query(".gutter").results(Static):
            part.update(mark)

    def watch_text(self, text: Content) -> None:
        """Redraw."""
        for part in self.query(".text").results(Static):
            part.update(text)

    def draw(self, mark: str, *, sign: str, cursor: bool) -> None:
        """Show `mark` in the gutter, which holds the sign too; `cursor` says whether the cursor is here."""
        self.mark = mark
        self.set_class(cursor, "-cursor")
        self.set_class(sign == RIGHT, "-right")
        self.set_class(sign == WRONG, "-wrong")


def clicked_row(event: events.Click) -> GutterRow | None:
    """Return the row in which a click landed."""
    nodes = event.widget.ancestors_with_self if event.widget is not None else ()
    return next((node for node in nodes if isinstance(node, GutterRow)), None)
