"""Cards from an Anki package: a zip with an SQLite database, which is read and never written."""

import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import msgspec
from msgspec import Struct

from kata.content.cards import GUID, Card
from kata.content.html_text import markdown_of
from kata.errors import KataError
from kata.i18n import _

_LARGEST: Final = 1_000_000_000  # bytes of a database
_CLOZE: Final = re.compile(r"(?s)\{\{c\d+::((?:(?!\{\{c\d+::|\}\}).)*)\}\}")
_FIELD: Final = re.compile(r"\{\{(?![#^/!])(?:[^{}:]*:)*([^{}]+)\}\}")
_MEDIA: Final = re.compile(r"(?i)<img\b|\[sound:")
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, LookupError,
    sqlite3.Error, msgspec.MsgspecError,
)  # fmt: skip


class Notes(Struct, frozen=True, kw_only=True):
    """The cards of a package. `ours`: ids of questions that kata exported; `textless`: notes with a side without text.

    `media`: how many cards hold a picture or a sound, which stay behind.
    """

    cards: tuple[Card, ...]
    ours: tuple[str, ...]
    textless: int
    media: int


class _Named(Struct):
    name: str


class _Template(Struct):
    qfmt: str
    afmt: str


class _Model(Struct):
    """A note's type; `type` 1 has gaps in its text."""

    flds: list[_Named]
    tmpls: list[_Template]
    type: int = 0


def read_apkg(data: bytes, name: str) -> Notes:
    """Return the cards of an `.apkg` or `.colpkg`; `name` names the file in messages.

    Raises:
        KataError: It is damaged, no package of Anki, or in the newer format.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(_collection(data, name))
            database.execute("PRAGMA trusted_schema = OFF")
            database.text_factory = lambda text: text.decode("utf-8", "replace")
            return _notes(database)
    except _UNREADABLE as fault:
        message = _(
            "{path} is damaged or no package of Anki ({reason}). Export it from Anki anew. Nothing was changed."
        )
        raise KataError(message.format(path=name, reason=fault)) from fault


def _collection(data: bytes, name: str) -> bytes:
    """Return the database in a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = {info.filename: info for info in package.infolist()}
        if "collection.anki21" not in held and "collection.anki21b" in held:
            message = _(
                "{path} is in Anki's newer format. In Anki choose File, Export, tick “Support older Anki versions”, "
                "and take in that file."
            )
            raise KataError(message.format(path=name))
        found = held.get("collection.anki21") or held.get("collection.anki2")
        if found is None:
            raise zipfile.BadZipFile("collection.anki2")
        with package.open(found) as file:
            collection = bytearray(file.read(_LARGEST + 1))
    if len(collection) > _LARGEST:
        raise ValueError(f"> {_LARGEST} bytes")
    # These two bytes say that there may be a write-ahead log beside the file; in a package there is none.
    collection[18:20] = b"\x01\x01"
    return bytes(collection)


def _notes(database: sqlite3.Connection) -> Notes:
    """Read every note once, whatever the number of its cards."""
    models = _read_json(database, "models", dict[str, _Model])
    decks = _read_json(database, "decks", dict[str, _Named])
    cards: list[Card] = []
    ours: list[str] = []
    textless = media = 0
    statement = """
        SELECT notes.guid, notes.mid, notes.tags, notes.flds, (SELECT did FROM cards WHERE nid = notes.id LIMIT 1)
        FROM notes ORDER BY notes.id
    """
    for guid, model, tags, fields, deck in database.execute(statement):
        if str(guid).startswith(GUID):
            ours.append(str(guid).removeprefix(GUID))
            continue
        front, back, more = map(markdown_of, _sides(models[str(model)], str(fields).split("\x1f")))
        if not front or not back:
            textless += 1
            continue
        media += _MEDIA.search(str(fields)) is not None
        origin = decks[str(deck)].name.replace("::", " / ") if str(deck) in decks else "Anki"
        cards.append(
            Card(key=f"anki {guid}", front=front, back=back, more=more, tags=tuple(str(tags).split()), origin=origin)
        )
    return Notes(cards=tuple(cards), ours=tuple(ours), textless=textless, media=media)


def _read_json(database: sqlite3.Connection, column: str, kind: Any) -> Any:
    (text,) = database.execute(f"SELECT {column} FROM col").fetchone() or ("",)  # noqa: S608  a literal
    return msgspec.json.decode(text, type=kind)


def _sides(model: _Model, fields: list[str]) -> Iterator[str]:
    """Yield the HTML of question, answer, and of what else a note holds."""
    named = {field.name: text for field, text in zip(model.flds, fields, strict=False)}
    shown = _shown(model.tmpls[0].qfmt, named)
    behind = [name for name in _shown(model.tmpls[0].afmt, named) if name not in shown]
    if model.type == 1:
        text = "<br>".join(named[name] for name in shown)
        yield _clozed(text, hidden=True)
        yield _clozed(text, hidden=False)
        yield "<br>".join(named[name] for name in behind)
        return
    names = list(named)
    front, answer = (shown, behind) if shown and behind else (names[:1], names[1:])
    yield "<br>".join(named[name] for name in front)
    yield named[answer[0]] if answer else ""
    yield "<br>".join(named[name] for name in answer[1:] if named[name].strip())


def _shown(template: str, named: dict[str, str]) -> list[str]:
    """Return the fields that a template shows, in its order, each once."""
    return [name for name in dict.fromkeys(found.strip() for found in _FIELD.findall(template)) if name in named]


def _clozed(text: str, *, hidden: bool) -> str:
    """Return a text with its gaps, or with what belongs there."""

    def part(match: re.Match[str]) -> str:
        answer, _mark, hint = match[1].partition("::")
        return f"[{hint or '…'}]" if hidden else answer

    while (filled := _CLOZE.sub(part, text)) != text:
        text = filled
    return text
