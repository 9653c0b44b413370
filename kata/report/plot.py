"""Draw losses in braille: pure functions from curves to rows of characters, two by four dots in a cell.

No NumPy here: it must not load in the process of the screen, and a chart has a few thousand dots.
"""

import math
from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

Part = Literal["axis", "loss", "reference", "blank"]

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # [y % 4][x % 2]
_LOG_WORTH: Final = 20.0  # a range of more than this factor reads better on a log scale
_FLAT: Final = 0.02  # less than this share of the loss is no movement: it must not look like one
_MARGIN: Final = 7  # cells for the numbers left of the axis
_DASH: Final = 4  # dots on, then as many off: the reference differs by form too, not by colour alone


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
    canvas = _Canvas(columns, rows)
    last = max(steps[-1], 1)
    canvas.line(_points(steps, reference, scale, last, canvas), "reference", dash=True)
    canvas.line(_points(steps, loss, scale, last, canvas), "loss")
    labels = _labels(scale, rows)
    body = [
        [Span(labels.get(row, "").rjust(_MARGIN) + ("┤" if row in labels else "│"), "axis"), *canvas.spans(row)]
        for row in range(rows)
    ]
    return [*body, *_floor(steps[0], last, columns)]


def _points(
    steps: Sequence[int], values: Sequence[float], scale: Scale, last: int, canvas: "_Canvas"
) -> list[tuple[int, int] | None]:
    """Return a dot for each value, None where the value is not a number: the line breaks there."""
    points: list[tuple[int, int] | None] = []
    for step, value in zip(steps, values, strict=False):
        if not math.isfinite(value):
            points.append(None)
            continue
        x = round(step / last * (canvas.columns * 2 - 1))
        y = round((1 - scale.height(value)) * (canvas.rows * 4 - 1))
        points.append((x, y))
    return points


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


class _Canvas:
    """Dots in braille cells; each cell belongs to the curve that was drawn into it last."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells: dict[tuple[int, int], tuple[int, Part]] = {}

    def line(self, points: Sequence[tuple[int, int] | None], part: Part, *, dash: bool = False) -> None:
        """Connect the points; with `dash`, leave gaps."""
        pairs = zip([None, *points], points, strict=False)
        dots = dict.fromkeys(dot for start, end in pairs if end for dot in _between(start or end, end))
        for index, (x, y) in enumerate(dots):
            if not dash or index // _DASH % 2 == 0:
                self._dot(x, y, part)

    def _dot(self, x: int, y: int, part: Part) -> None:
        place = (y // 4, x // 2)
        bits, owner = self.cells.get(place, (0, part))
        kept = bits if owner == part else 0  # a cell has one colour: the curve drawn later takes it whole
        self.cells[place] = (kept | _DOTS[y % 4][x % 2], part)

    def spans(self, row: int) -> list[Span]:
        """Return one row as runs of the same part."""
        spans: list[Span] = []
        for column in range(self.columns):
            bits, part = self.cells.get((row, column), (0, "blank"))
            text = chr(0x2800 + bits) if bits else " "
            if spans and spans[-1].part == part:
                spans[-1] = Span(spans[-1].text + text, part)
            else:
                spans.append(Span(text, part))
        return spans


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the dots of the straight line from `start` (left out, unless it is `end`) to `end`."""
    (x0, y0), (x1, y1) = start, end
    count = max(abs(x1 - x0), abs(y1 - y0))
    if count == 0:
        return [end]
    return [(x0 + round((x1 - x0) * i / count), y0 + round((y1 - y0) * i / count)) for i in range(1, count + 1)]
