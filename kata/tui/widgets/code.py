"""Python, highlighted, never wrapped: what is too wide scrolls sideways."""

from pygments.token import Token
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.highlight import HighlightTheme, highlight
from textual.widgets import Static


class CodeColours(HighlightTheme):
    """The colours of the editor, by way of the theme's variables."""

    STYLES = {  # noqa: RUF012  declared so by Textual
        Token.Comment: "$code-comment italic",
        Token.Keyword: "$code-keyword",
        Token.Keyword.Constant: "$code-number",
        Token.Operator.Word: "$code-keyword",
        Token.Literal.Number: "$code-number",
        Token.Literal.String: "$code-string",
        Token.Name.Builtin: "$code-function",
        Token.Name.Builtin.Pseudo: "italic",
        Token.Name.Class: "$code-type",
        Token.Name.Decorator: "$code-type",
        Token.Name.Exception: "$code-type",
        Token.Name.Function: "$code-function",
    }


def highlighted(code: str) -> Content:
    """Return Python in colours; the text is unchanged but for the last line's end."""
    return highlight(code, language="python", theme=CodeColours, tab_size=4)


class CodeView(ScrollableContainer, can_focus=False):
    """A block of code as high as it needs to be and as wide as there is room."""

    DEFAULT_CSS = """
    CodeView {
        height: auto;
        overflow-x: auto;
        overflow-y: hidden;
        scrollbar-size-horizontal: 1;
        margin: 0 0 1 2;
        & > Static { width: auto; text-wrap: nowrap; }
    }
    """

    def __init__(self, code: str, *, id: str | None = None) -> None:  # noqa: A002  Textual's name for it
        super().__init__(id=id)
        self._code = highlighted(code)

    def compose(self) -> ComposeResult:
        """Show the code as one text."""
        yield Static(self._code)

    def show(self, content: Content) -> None:
        """Show other content instead, e.g. with the blanks filled."""
        self.query_one(Static).update(content)
