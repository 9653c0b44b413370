"""Lines of dots in braille cells, two by four in each: the ground that plots for a terminal are drawn on."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Generic, TypeVar

Ink = TypeVar("Ink")

_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # [y % 4][x % 2]
_DASH: Final = 4  # dots on, then as many off: a curve can differ by form too, not by colour alone


class Canvas(Generic[Ink]):
    """Dots in cells; each cell belongs to the curve, named by its ink, that was drawn into it last."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.width, self.height = 2 * columns, 4 * rows  # in dots
        self._cells: dict[tuple[int, int], tuple[int | str, Ink]] = {}

    def line(self, points: Sequence[tuple[int, int] | None], ink: Ink, *, dash: bool = False) -> None:
        """Connect points (x, y), in dots from the upper left; `None` breaks the line. With `dash`, leave gaps."""
        pairs = zip([None, *points], points, strict=False)
        dots = dict.fromkeys(dot for start, end in pairs if end for dot in _between(start or end, end))
        for index, (x, y) in enumerate(dots):
            if not dash or index // _DASH % 2 == 0:
                self._dot(x, y, ink)

    def sign(self, x: int, y: int, sign: str, ink: Ink) -> None:
        """Put a character into the cell that holds the dot (x, y), in the place of all dots there."""
        self._cells[y // 4, x // 2] = (sign, ink)

    def upright(self, x: int, sign: str, ink: Ink) -> None:
        """Put a character into every cell above and below the dot column `x` that holds nothing yet."""
        for row in range(self.rows):
            self._cells.setdefault((row, x // 2), (sign, ink))

    def runs(self, row: int) -> Iterator[tuple[str, Ink | None]]:
        """Yield one row as runs of characters of the same ink, `None` where there is nothing."""
        cells = (self._cells.get((row, column), (" ", None)) for column in range(self.columns))
        for ink, run in groupby(cells, key=lambda cell: cell[1]):
            yield "".join(held if isinstance(held, str) else chr(0x2800 + held) for held, _ink in run), ink

    def _dot(self, x: int, y: int, ink: Ink) -> None:
        place = (y // 4, x // 2)
        held, owner = self._cells.get(place, (0, ink))
        kept = held if owner == ink and isinstance(held, int) else 0  # a cell has one colour: the later curve takes it
        self._cells[place] = (kept | _DOTS[y % 4][x % 2], ink)


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the dots of the straight line from `start` (left out, unless it is `end`) to `end`."""
    (x0, y0), (x1, y1) = start, end
    count = max(abs(x1 - x0), abs(y1 - y0))
    if count == 0:
        return [end]
    return [(x0 + round((x1 - x0) * i / count), y0 + round((y1 - y0) * i / count)) for i in range(1, count + 1)]
