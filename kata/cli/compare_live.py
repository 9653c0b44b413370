"""`kata compare` on a terminal: what is being measured is redrawn in its place, what is finished scrolls up."""

import time
from collections.abc import Iterable
from typing import Final, Self

from msgspec.structs import replace
from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from kata.compare.result import Comparison, Progress
from kata.i18n import _
from kata.report.comparison import Ink, Line, progress_line, timing_table, title_of
from kata.report.comparison_layout import aligned
from kata.tui.wrapping import break_between_characters

# The terminal's own sixteen colours: they are legible on its ground, whatever that is.
STYLES: Final[dict[Ink, str]] = {
    "numpy": "magenta",
    "torch": "red",
    "torch.compile": "yellow",
    "jax": "cyan",
    "jax.jit": "green",
    "head": "bold",
    "best": "bold",
    "tie": "bold",
    "plain": "",
    "dim": "dim",
    "bad": "red",
}
_REFRESH: Final = 4  # times a second
_BAR: Final = 40  # columns at most


def as_text(line: Line) -> Text:
    """Return a line as rich's text, without anything that a terminal would obey."""
    text = Text()
    for span in line:
        text.append(printable(span.text), STYLES[span.ink])
    text.rstrip()
    return text


def printable(text: str) -> str:
    """Return text without control characters, its spaces as they are."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


class LiveView:
    """A terminal. Within `with`, the progress is drawn below what stays."""

    def __init__(self, console: Console | None = None) -> None:
        break_between_characters()
        self._seen: tuple[Comparison, Progress, float] | None = None
        self._console = console or Console(highlight=False)
        self._live = Live(
            console=self._console, refresh_per_second=_REFRESH, transient=True, get_renderable=self._drawn
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._live.stop()

    @property
    def columns(self) -> int | None:
        """How wide the terminal is now."""
        return self._console.width

    def seen(self, comparison: Comparison, progress: Progress) -> None:
        """Keep what is known: it is drawn when its time comes."""
        self._seen = (comparison, progress, time.monotonic())

    def write(self, lines: Iterable[Line]) -> None:
        """Write lines that stay, above what is drawn."""
        self._console.print(Group(*map(as_text, lines)))

    def _drawn(self) -> Group:
        if self._seen is None:
            return Group(Text(_("Starting the frameworks…"), "dim"))
        comparison, progress, at = self._seen
        left = max(1.0, progress.left - (time.monotonic() - at))  # until it is over it is not over
        below = [
            Text(bar(progress.share, min(_BAR, self._console.width)), "green"),
            Text(progress_line(replace(progress, left=left))),
            Text(_("ctrl+c ends it and keeps what is measured"), "dim"),
        ]
        table = aligned(timing_table(comparison, progress.workload), self._console.width)
        above = [Text(title_of(progress.workload), "bold"), *map(as_text, table), Text()]
        room = self._console.height - 6  # `below`, wrapped, and the line of the cursor
        return Group(*(above if len(above) <= room else []), *below)


def bar(share: float, columns: int) -> str:
    """Return how much is done as a bar."""
    full = round(share * columns)
    return "━" * full + "·" * (columns - full)
