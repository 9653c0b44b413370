"""What a submission printed: kept up to a bound, and made harmless before anyone sees it."""

import re
from typing import Final

KEPT_BYTES: Final = 64 << 10
FATAL_BYTES: Final = 8 << 20
MESSAGE_CHARACTERS: Final = 20_000
# C0 and C1 controls but newline and tab, and the marks that turn the direction of text around.
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Output:
    """Collects the bytes of stdout and stderr."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._seen = 0

    def add(self, data: bytes) -> None:
        """Take what came; beyond the bound it is only counted."""
        self._seen += len(data)
        self._kept += data[: KEPT_BYTES - len(self._kept)]

    @property
    def flooded(self) -> bool:
        """Whether so much was printed that the worker must be killed."""
        return self._seen > FATAL_BYTES

    def text(self) -> str:
        """Return what was kept, with control characters shown and not obeyed."""
        return harmless(self._kept.decode("utf-8", "replace"))


def harmless(text: str) -> str:
    """Return `text` with control characters written out: a terminal that shows it obeys none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", lines)


def quotable(text: str) -> str:
    """Return a message that quotes a submission: harmless, and no longer than anyone would read."""
    cut = text if len(text) <= MESSAGE_CHARACTERS else text[:MESSAGE_CHARACTERS] + "…"
    return harmless(cut)
