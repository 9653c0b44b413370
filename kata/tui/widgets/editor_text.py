"""What an editor of Python does to lines of text: indent, dedent, comment. Pure functions on strings."""

import re
from typing import Final

INDENT: Final = 4
_LEAVES_BLOCK: Final = re.compile(r"(return|raise|pass|break|continue)\b")
_OPENS: Final = "([{"


def width_of_indent(line: str) -> int:
    """Return how many spaces `line` begins with."""
    return len(line) - len(line.lstrip(" "))


def indent_after(before: str) -> int:
    """Return the indentation of the line that follows `before` (the text left of the cursor).

    One step deeper after a colon or an opening bracket, one step back after a statement that leaves its block.
    """
    code = before.split("#", 1)[0].rstrip() if "'" not in before and '"' not in before else before.rstrip()
    indent = width_of_indent(before)
    if code.endswith((":", *_OPENS)):
        return indent + INDENT
    if _LEAVES_BLOCK.match(code.strip()) and not _is_open(code):
        return max(0, indent - INDENT)
    return indent


def _is_open(code: str) -> bool:
    return sum(map(code.count, _OPENS)) > sum(map(code.count, ")]}"))


def indented(lines: list[str]) -> list[str]:
    """Return the lines one step deeper; empty ones stay empty."""
    return [" " * INDENT + line if line.strip() else line for line in lines]


def dedented(lines: list[str]) -> list[str]:
    """Return the lines one step back, each to the tab stop before it and no further than the margin."""
    return [line[_excess(line) :] for line in lines]


def _excess(line: str) -> int:
    indent = width_of_indent(line)
    return (indent - 1) % INDENT + 1 if indent else 0


def spaces_before_stop(before: str) -> int:
    """Return how many spaces backspace removes when only spaces stand before the cursor; 0 where it should not."""
    return _excess(before) if before and not before.strip(" ") else 0


def comments_toggled(lines: list[str]) -> list[str]:
    """Return the lines commented out, or in again where every one of them (blank ones aside) is a comment."""
    code = [line for line in lines if line.strip()]
    if not code:
        return lines
    if all(line.lstrip().startswith("#") for line in code):
        return [re.sub(r"^(\s*)# ?", r"\1", line, count=1) for line in lines]
    margin = min(map(width_of_indent, code))
    return [line[:margin] + "# " + line[margin:] if line.strip() else line for line in lines]
