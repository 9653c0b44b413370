"""Where lines of Chinese may break: between characters, never before a closing mark or after an opening one.

Textual wraps through rich, which breaks at spaces alone: a Chinese sentence is one word to it, so that lines end ragged
and fold inside `logits`. Rich has no setting for this, so its tokeniser is replaced; English is split as before.
"""

import re
from collections.abc import Iterable
from typing import Final

from rich import _wrap

_HAN: Final = "぀-ヿ㐀-䶿一-鿿豈-﫿"
_OPENING: Final = "（《〈「『【〔“"
_CLOSING: Final = "，。、；：？！）》〉」』】〕”…—"
_UNIT: Final = re.compile(
    rf"\s*(?:[{_OPENING}]*(?:[{_HAN}]|[^\s{_HAN}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+)\s*"
)
_split_at_spaces: Final = _wrap.words


def units(text: str) -> Iterable[tuple[int, int, str]]:
    """Yield (start, end, unit) for each part of `text` that must stay on one line, with the spaces around it."""
    if text.isascii():
        yield from _split_at_spaces(text)
        return
    position = 0
    while match := _UNIT.match(text, position):
        position = match.end()
        yield match.start(), position, match.group()


def break_between_characters() -> None:
    """Let rich, and Textual with it, wrap by `units` from now on."""
    _wrap.words = units
