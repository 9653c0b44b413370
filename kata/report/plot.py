"""Draw losses in braille: pure functions from curves to rows of characters.

No NumPy here: it must not load in the process of the screen, and a chart has a few thousand dots.
"""

import math
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from kata.report.braille import Canvas

Part = Literal["axis", "loss", "reference", "blank"]

_LOG_WORTH: Final = 20.0  # a range of more than this factor reads better on a log scale
_FLAT: Final = 0.02  # less than this share of the loss is no movement: it must not look like one
_MARGIN: Final = 7  # cells for the numbers left of the axis


class Scale(Struct, frozen=True):
    """From loss to height: `low` and `high` are losses; `log` says how the way between them is divided."""

    low: float
    high: float
    log: bool

    def height(self, loss: float) -> float:
        """Return where `loss` lies, 0 at the bottom and 1 at the top."""
        if self.log:
            return math.log(loss / self.low) / math.log(self.high / self.low)
        return (loss - self.low) / (self.high - self.low)

    def value(self, height: float) -> float:
        """Return the loss at a height: the inverse of `height`."""
        if self.log:
            return self.low * math.pow(self.high / self.low, height)
        return self.low + height * (self.high - self.low)


class Span(Struct, frozen=True):
    """A run of characters of one part of the chart."""

    text: str
    part: Part


def choose_scale(*curves: Sequence[float]) -> Scale | None:
    """Return the scale that shows every finite value, logarithmic where that helps; None where there is none."""
    finite = [value for curve in curves for value in curve if math.isfinite(value)]
    if not finite:
        return None
    low, high = min(finite), max(finite)
    if low > 0 and high / low > _LOG_WORTH:
        return Scale(low, high, log=True)
    low = min(low, 0.0) if low > 0 and high < 4 * (high - low) else low
    if high - low <= _FLAT * max(abs(high), abs(low)):
        middle, half = (low + high) / 2, abs(low) / 2 or 0.5
        low, high = middle - half, middle + half
    return Scale(low, high, log=False)


def coincide(loss: Sequence[float], reference: Sequence[float]) -> bool:
    """Say whether the two curves cannot be told apart in a chart: within 1% of each other everywhere."""
    pairs = list(zip(loss, reference, strict=False))
    return bool(pairs) and all(math.isclose(a, b, rel_tol=0.01, abs_tol=1e-9) for a, b in pairs)


def draw(
    steps: Sequence[int], loss: Sequence[float], reference: Sequence[float], *, width: int, height: int
) -> list[list[Span]]:
    """Return `height` rows of at most `width` cells: numbers, axes and both curves. Empty where it does not fit."""
    scale = choose_scale(loss, reference)
    rows, columns = height - 2, width - _MARGIN - 1
    if scale is None or not steps or rows < 2 or columns < 8:
        return []
    canvas = Canvas[Part](columns, rows)
    last = max(steps[-1], 1)
    canvas.line(_points(steps, reference, scale, last, canvas), "reference", dash=True)
    canvas.line(_points(steps, loss, scale, last, canvas), "loss")
    labels = _labels(scale, rows)
    body = [
        [Span(labels.get(row, "").rjust(_MARGIN) + ("┤" if row in labels else "│"), "axis"), *_spans(canvas, row)]
        for row in range(rows)
    ]
    return [*body, *_floor(steps[0], last, columns)]


def _points(
    steps: Sequence[int], values: Sequence[float], scale: Scale, last: int, canvas: Canvas[Part]
) -> list[tuple[int, int] | None]:
    """Return a dot for each value, None where the value is not a number: the line breaks there."""
    points: list[tuple[int, int] | None] = []
    for step, value in zip(steps, values, strict=False):
        if not math.isfinite(value):
            points.append(None)
            continue
        x = round(step / last * (canvas.width - 1))
        y = round((1 - scale.height(value)) * (canvas.height - 1))
        points.append((x, y))
    return points


def _spans(canvas: Canvas[Part], row: int) -> list[Span]:
    return [Span(text, part or "blank") for text, part in canvas.runs(row)]


def _labels(scale: Scale, rows: int) -> dict[int, str]:
    """Return the numbers beside the axis by row: top, bottom and, where there is room, between."""
    wanted = (0, rows - 1) if rows < 5 else (0, rows // 2, rows - 1)
    return {row: _number(scale.value(1 - row / (rows - 1))) for row in wanted}


def _number(value: float) -> str:
    """Return `value` in at most six characters."""
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return f"{value:.3g}"
    return f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")


def _floor(first: int, last: int, columns: int) -> list[list[Span]]:
    """Return the axis below and the steps under its ends and its middle."""
    axis = " " * _MARGIN + "└" + "─" * columns
    left, middle, right = str(first), str(last // 2), str(last)
    numbers = left.ljust(columns // 2 - len(middle) // 2) + middle if columns > 24 else left
    numbers = numbers.ljust(columns - len(right)) + right
    return [[Span(axis, "axis")], [Span(" " * (_MARGIN + 1) + numbers, "axis")]]
