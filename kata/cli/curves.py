"""A loss curve drawn in braille for a plain terminal: yours and the reference side by side, on the same axes."""

import math
from collections.abc import Sequence

from kata.cli.terminal import width
from kata.grading.report import Curve
from kata.i18n import _

HEIGHT = 7
_BASE = 0x2800
# Bits of a braille cell, by (column, row) of its 2 x 4 dots.
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
# Beyond this ratio of largest to smallest a linear axis would show a flat line.
_LOG_RATIO = 30.0


def draw(curve: Curve, columns: int) -> list[str]:
    """Return the lines of two plots, at most `columns` wide: your loss, and the reference's."""
    finite = [loss for loss in (*curve.loss, *curve.reference) if math.isfinite(loss)]
    if not finite:
        return []
    logarithmic = min(finite) > 0 and max(finite) / min(finite) > _LOG_RATIO
    scaled = [math.log10(loss) if logarithmic else loss for loss in finite]
    low, high = min(scaled), max(scaled)
    panel = max(10, (columns - 16) // 2)
    yours, reference = (
        _cells(_scale(losses, logarithmic), panel, low, high) for losses in (curve.loss, curve.reference)
    )
    heading = _("your loss (log scale)") if logarithmic else _("your loss")
    lines = [" " * 11 + _column(heading, panel) + "   " + _("reference")]
    for row, (mine, theirs) in enumerate(zip(yours, reference, strict=True)):
        value = high - (high - low) * row / (HEIGHT - 1)
        label = f"{10**value if logarithmic else value:9.3g}" if row % 3 == 0 else " " * 9
        lines.append(f"{label} │{mine}  │{theirs}".rstrip())
    axis = f"{curve.steps[0]}" + f"{curve.steps[-1]}".rjust(panel - len(str(curve.steps[0])))
    lines.append(" " * 10 + "└" + "─" * panel + "  └" + "─" * panel)
    lines.append(" " * 11 + axis + "   " + axis)
    return lines


def _column(text: str, columns: int) -> str:
    """Pad a text to this many columns on screen."""
    return text + " " * max(0, columns - width(text))


def _scale(losses: Sequence[float], logarithmic: bool) -> list[float]:
    """Return what is plotted; what has no place on the axis becomes NaN."""
    if not logarithmic:
        return list(losses)
    return [math.log10(loss) if loss > 0 and math.isfinite(loss) else math.nan for loss in losses]


def _cells(values: Sequence[float], columns: int, low: float, high: float) -> list[str]:
    """Return rows of braille characters that show `values` from left to right between `low` and `high`."""
    grid = [[0] * columns for _row in range(HEIGHT)]
    span = (high - low) or 1.0
    for x in range(columns * 2):
        value = _between(values, x * (len(values) - 1) / max(1, columns * 2 - 1))
        if math.isfinite(value):
            y = round((high - value) / span * (HEIGHT * 4 - 1))
            grid[y // 4][x // 2] |= _DOTS[x % 2][y % 4]
    return ["".join(chr(_BASE + bits) if bits else " " for bits in row) for row in grid]


def _between(values: Sequence[float], place: float) -> float:
    """Return the value at a place between two of the list, on the straight line that joins them."""
    if not values:
        return math.nan
    left = int(place)
    right = min(left + 1, len(values) - 1)
    return values[left] if place == left else values[left] + (values[right] - values[left]) * (place - left)
