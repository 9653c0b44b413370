"""Markdown as questions and statements use it: paragraphs, lists, code; no margins that cost lines."""

from textual.widgets import Markdown


class Prose(Markdown):
    """Markdown with the page's own ground, in the reader's measure."""

    DEFAULT_CSS = """
    Prose {
        padding: 0;
        margin: 0;
        background: transparent;
        & > MarkdownParagraph { margin: 0 0 1 0; }
        & > MarkdownBulletList { margin: 0 0 1 0; }
        & > MarkdownFence { margin: 0 0 1 0; }
    }
    """
