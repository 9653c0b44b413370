"""HTML as it stands on flash cards, turned into Markdown: what it says stays, how it looks goes."""

import re
from html.parser import HTMLParser
from typing import Final

# No text of a YAML file may hold these, and nobody typed them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SOUND: Final = re.compile(r"\[sound:[^\]]*\]")
# What Markdown would take for emphasis: `__init__`, `a*b*c`.
_EMPHASIS: Final = re.compile(r"(?<![!-~])[!-_a-~]*(?:__|\*\*|\w\*\w)[!-_a-~]*(?![!-~])", re.ASCII)
_TAG: Final = re.compile(
    r"(?i)</?(?:a|b|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|span|strong|su[bp]|t[dhr]|table|u|ul)\b[^<>]*>"
)
_BLOCKS: Final = frozenset(
    {
        "blockquote",
        "div",
        "dl",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "section",
        "table",
        "tr",
        "ul",
    }
)
_SKIPPED: Final = frozenset({"script", "style", "head", "title"})


def has_html(text: str) -> bool:
    """Say whether a text is meant as HTML: it holds a tag that cards are written with."""
    return _TAG.search(text) is not None


def plain(text: str) -> str:
    """Return a text without what YAML cannot hold, lines ended by newlines alone, nothing blank at its ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\xa0", " ")
    lines = [line.rstrip() for line in _CONTROLS.sub("", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def markdown_of(source: str) -> str:
    """Return HTML as Markdown; pictures are named, sounds left out."""
    writer = _Writer()
    writer.feed(_SOUND.sub("", source))
    writer.close()
    return plain(writer.text())


class _Writer(HTMLParser):
    """Writes Markdown while it reads HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._code: list[str] | None = None  # inside of <code> or <pre>: its text
        self._in_pre = 0
        self._skipping = 0
        self._lists: list[int | None] = []  # the number of the last item, None where items have none

    def text(self) -> str:
        """Return what was written."""
        self._end_code()
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write what stands for a tag."""
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "br":
            self._write("\n")
        elif tag == "pre":
            if not self._in_pre:
                self._end_code()
                self._code = []
            self._in_pre += 1
        elif tag in ("code", "tt", "kbd", "samp"):
            if self._code is None:
                self._code = []
        elif tag in _BLOCKS:
            self._break()
            if tag in ("ul", "ol"):
                self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag in ("td", "th"):
            self._write(" | " if self._parts and not self._parts[-1].endswith("\n") else "")
        elif tag in ("sup", "sub"):
            self._write("^" if tag == "sup" else "_")
        elif tag == "img":
            name = next((value for key, value in attrs if key == "src"), None)
            self._write(f"[{name}]" if name else "")

    def handle_endtag(self, tag: str) -> None:
        """Write what stands for the end of a tag."""
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "pre" and self._in_pre:
            self._in_pre -= 1
            if not self._in_pre:
                self._end_pre()
        elif tag in ("code", "tt", "kbd", "samp") and not self._in_pre:
            self._end_code()
        elif tag in _BLOCKS or tag == "li":
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._break()

    def handle_data(self, data: str) -> None:
        """Write text; spaces count in code alone."""
        if self._skipping:
            return
        if self._code is not None:
            self._code.append(data)
            return
        text = re.sub(r"\s+", " ", data)
        if not self._parts or self._parts[-1].endswith("\n"):
            text = text.lstrip()
        self._write(_EMPHASIS.sub(_as_code, text))

    def _write(self, text: str) -> None:
        if text:
            (self._parts if self._code is None else self._code).append(text)

    def _break(self) -> None:
        """Begin a new line unless one has begun."""
        written = self._parts if self._code is None else self._code
        if written and not written[-1].endswith("\n"):
            written.append("\n")

    def _item(self) -> None:
        self._break()
        last = self._lists[-1] if self._lists else None
        if last is not None:
            self._lists[-1] = last + 1
        mark = "- " if last is None else f"{last + 1}. "
        self._write("  " * max(0, len(self._lists) - 1) + mark)

    def _end_code(self) -> None:
        """Write the code that has been read as a code span, or as lines of code where it has several."""
        if self._code is None:
            return
        if self._in_pre or "\n" in "".join(self._code).strip():
            self._end_pre()
            return
        code, self._code = "".join(self._code).strip(), None
        mark = "``" if "`" in code else "`"
        self._write(f"{mark} {code} {mark}" if "`" in code else f"{mark}{code}{mark}" if code else "")

    def _end_pre(self) -> None:
        code, self._code, self._in_pre = "".join(self._code or []).strip("\n"), None, 0
        if code.strip():
            fence = "````" if "```" in code else "```"
            self._break()
            self._write(f"{fence}\n{code}\n{fence}\n")


def _as_code(match: re.Match[str]) -> str:
    """Put a word that Markdown would read as emphasis into a code span, its full stop or comma left out."""
    word = match[0].rstrip(".,;:!?")
    return f"`{word}`{match[0][len(word) :]}"
