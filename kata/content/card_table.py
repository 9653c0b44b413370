"""Cards from a table: CSV with a question, an answer and, if there is one, a third column of tags."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kata.content.cards import Card
from kata.content.html_text import has_html, markdown_of, plain
from kata.errors import KataError
from kata.i18n import _

_QUESTION: Final = frozenset({"question", "front", "prompt", "题目", "问题", "正面"})
_ANSWER: Final = frozenset({"answer", "back", "答案", "回答", "背面"})
_TAGS: Final = frozenset({"tags", "tag", "标签"})
_LONGEST: Final = 1_000_000  # characters in a cell
# The first lines of what Anki exports as text.
_DIRECTIVE: Final = re.compile(r"\A#(?:separator|html|notetype|deck|tags|guid|columns)[^\n]*:[^\n]*\n")


def read_table(data: bytes, name: str) -> list[Card]:
    """Return the cards of a table; a first row that names the columns is understood.

    Raises:
        KataError: It is no text, or a row lacks its question or its answer; nothing is guessed.
    """
    text = _text(data, name)
    while found := _DIRECTIVE.match(text):
        text = text[found.end() :]
    csv.field_size_limit(_LONGEST)
    rows = _rows(text, name)
    first = next(rows, None)
    if first is None:
        raise KataError(_("{path} holds no card. Write a question and its answer into each row.").format(path=name))
    columns = _columns(first[1], name)
    cards = [] if columns else [_card(*first, (0, 1, 2), name)]
    cards += [_card(line, row, columns or (0, 1, 2), name) for line, row in rows]
    if not cards:
        raise KataError(_("{path} holds no card. Write a question and its answer into each row.").format(path=name))
    return cards


def _text(data: bytes, name: str) -> str:
    """Decode a file as spreadsheets write them."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        message = _("{path}:{line}: not UTF-8 text. Save the table as “CSV UTF-8”.")
        raise KataError(message.format(path=name, line=line)) from fault
    if "\0" in text:
        raise KataError(_("{path} is no text. Save the table as “CSV UTF-8”.").format(path=name))
    return text


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of the rows that are not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as fault:
        message = _("{path}:{line}: not a table of cells ({reason}). Is a quotation mark missing?")
        raise KataError(message.format(path=name, line=line, reason=fault)) from fault


def _columns(row: list[str], name: str) -> tuple[int, int, int | None] | None:
    """Return where question, answer and tags stand, if a row names the columns."""
    names = [cell.strip().casefold() for cell in row]
    if {"at", "day", "item"} <= set(names):
        message = _("{path} is a table of attempts. They are taken in from JSON: kata export json, kata import json.")
        raise KataError(message.format(path=name))
    places = [next((n for n, cell in enumerate(names) if cell in known), None) for known in (_QUESTION, _ANSWER, _TAGS)]
    question, answer, tags = places
    return None if question is None or answer is None else (question, answer, tags)


def _card(line: int, row: list[str], columns: tuple[int, int, int | None], name: str) -> Card:
    question, answer, tags = ("" if n is None or n >= len(row) else row[n] for n in columns)
    front, back = _markdown(question), _markdown(answer)
    if not front.strip() or not back.strip():
        message = _(
            "{path}:{line}: a row is a question, its answer and, if you like, tags: one of the first two is missing."
        )
        raise KataError(message.format(path=name, line=line))
    key = " ".join(front.split())
    return Card(
        key=key,
        front=front,
        back=back,
        tags=tuple(re.split(r"[\s,;\uff0c\uff1b\u3001]+", tags.strip())),
        origin=Path(name).name.strip("-") or "CSV",
    )


def _markdown(cell: str) -> str:
    """Return a cell as Markdown; the apostrophe that keeps a formula from running is taken away."""
    cell = re.sub(r"\A'(?=[=+\-@])", "", cell.strip())
    return markdown_of(cell) if has_html(cell) else plain(cell)
