"""The task: the kata's statement and the hints looked at so far."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from kata.i18n import _


def task_markdown(statement: str, hints: list[str], hint_count: int) -> str:
    """Return the statement and, below it, the hints looked at so far, as Markdown."""
    if not hints:
        return statement
    parts = [statement.rstrip(), "---", "## " + _("Hints")]
    parts += [
        "**" + _("Hint {number} of {count}.").format(number=number, count=hint_count) + f"** {hint}"
        for number, hint in enumerate(hints, 1)
    ]
    return "\n\n".join(parts) + "\n"


class TaskPanel(VerticalScroll):
    """Markdown that scrolls."""

    DEFAULT_CSS = """
    TaskPanel Markdown { padding: 0 1 0 0; margin: 0; background: transparent; }
    TaskPanel MarkdownH1 { content-align: left middle; margin: 0 0 1 0; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Markdown("")

    async def show(self, text: str, *, at_end: bool = False) -> None:
        """Show `text`; with `at_end`, from its end."""
        await self.query_one(Markdown).update(text)
        if at_end:
            self.call_after_refresh(self.scroll_end, animate=False)
