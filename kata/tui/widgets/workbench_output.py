"""What the submission printed while it was graded."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kata.i18n import _
from kata.tui.widgets.checks_words import printable


class OutputPanel(VerticalScroll):
    """Plain text that scrolls."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static("", markup=False)

    def show(self, output: str) -> None:
        """Show what was printed."""
        self.border_title = _("Output")
        self.query_one(Static).update(printable(output).rstrip("\n"))
