"""How far a share that was counted can be believed."""

import math
from typing import Final

from msgspec import Struct

Z95: Final = 1.959964  # of the normal distribution: 95 % lie within so many standard deviations


class Share(Struct, frozen=True):
    """`right` of `count`, each a whole number."""

    right: int
    count: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.right / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson; 0 to 1 where nothing was counted."""
        return wilson(self.right, self.count)


def wilson(right: int, count: int, z: float = Z95) -> tuple[float, float]:
    """Return the score interval for a chance of which `right` of `count` trials came true, within 0 to 1.

    Wilson (1927), J. Am. Stat. Assoc. 22, 209: (p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n). Unlike
    p ± z sqrt(p (1 - p) / n) it holds for few trials and for shares near 0 and 1.
    """
    if not count:
        return 0.0, 1.0
    share, extra = right / count, z * z / count
    middle = (share + extra / 2) / (1 + extra)
    half = z * math.sqrt(share * (1 - share) / count + extra / count / 4) / (1 + extra)
    low = 0.0 if right == 0 else middle - half  # exactly, not up to rounding
    return low, 1.0 if right == count else middle + half
