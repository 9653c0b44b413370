"""One line of text with `code` in it: what choices, cells and key points are."""

import re
from typing import Final

from textual.content import Content

_CODE: Final = re.compile(r"`([^`]+)`")


def inline(text: str) -> Content:
    """Return `text` with what stands between backticks shown as code, without the backticks; all else is literal."""
    parts = _CODE.split(text)
    return Content.assemble(*((part, "$code-function") if at % 2 else part for at, part in enumerate(parts)))
