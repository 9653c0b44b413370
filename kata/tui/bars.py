"""Bars and columns drawn with characters, aligned by display width. Pure: text in, styled text out."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from kata.content import Library
from kata.content.model import say
from kata.practice import TopicResult
from kata.practice.readiness import Estimate
from kata.report.stats_words import estimate_in_words

COLUMNS: Final = " ▁▂▃▄▅▆▇█"
WIDE: Final = 56  # cells: from here on a line has room for how many questions were seen


def bar(share: float, width: int) -> Content:
    """Return a bar `width` cells wide of which `share` (0 to 1) is full; the rest is drawn lightly."""
    full = round(min(max(share, 0.0), 1.0) * width)
    return Content.assemble(("█" * full, "$primary"), ("░" * (width - full), "$border-blurred"))


def fitted(text: str, width: int) -> str:
    """Return `text` exactly `width` cells wide, cut with `…` or padded."""
    shown = text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(shown, width)


def columns(counts: Sequence[int], width: int) -> str:
    """Return one column a number, as high as its share of the largest; nothing is a point. Spaced if `width` allows."""
    top = max(counts, default=0)
    drawn = ["·" if not count else COLUMNS[max(1, round(count / top * 8))] for count in counts]
    return (" " if 2 * len(drawn) - 1 <= width else "").join(drawn)


def ready_row(title: str, estimate: Estimate, width: int) -> Content:
    """Return a line `width` cells wide: title, bar, chance with its ±, and where there is room how many were seen."""
    seen = f"{estimate.seen:>5}/{estimate.questions:<3}" if width >= WIDE else ""
    chance, _space, spread = estimate_in_words(estimate).partition(" ")
    length = min(max((width - len(seen) - 9) // 4, 5), 24)
    return Content.assemble(
        fitted(title, width - len(seen) - 9 - length - 1),
        " ",
        bar(estimate.chance, length),
        f"{chance:>5} ",
        (f"{spread:<3}{seen}", "$text-muted"),
    )


def topic_lines(library: Library, topics: Sequence[TopicResult], language: str) -> Content:
    """Return a line for each topic of a sitting: title, bar, how many of how many were right."""
    titles = {bank.topic: say(bank.title, language) for bank in library.banks}
    width = max((cell_len(titles[result.topic]) for result in topics), default=0)
    lines = [
        Content.assemble(
            fitted(titles[result.topic], width), "  ", bar(result.score, 20), f"  {result.right}/{result.answered}"
        )
        for result in topics
    ]
    return Content("\n").join(lines)
