"""Questions as an Anki package: a deck for each topic; a card is known by its question's id and is updated by it."""

import hashlib
import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from types import ModuleType
from typing import Any, Final

from kata.content import Library
from kata.content.cards import GUID
from kata.content.model import Bank, Question, say
from kata.errors import KataError
from kata.i18n import _
from kata.report.flash_cards import flash_card

# Anki knows the form of a card by this number: it must never change.
_MODEL: Final = 1_610_861_505
_FIELDS: Final = ("Question", "Front", "Back")
_CSS: Final = """
.card { font-family: sans-serif; font-size: 18px; line-height: 1.45; text-align: left; max-width: 44em; margin: auto; }
.zh { margin-top: .7em; padding-top: .4em; border-top: 1px dotted #888; }
pre { overflow-x: auto; padding: .6em; border: 1px solid #8886; border-radius: 4px; font-size: 15px; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; }
ul { padding-left: 1.2em; }
.right { font-weight: bold; }
.form, .sources { opacity: .7; font-size: 14px; }
"""


class AnkiMissingError(KataError):
    """The package that writes Anki's files is not installed. The program exits with 3."""

    exit_code = 3


def anki_package(library: Library, topics: Sequence[str], now: float) -> tuple[bytes, int]:
    """Return an `.apkg` of the questions on these topics (all of them if none is named), and how many there are.

    `now` is in seconds since 1970: where Anki has a card already, the later one holds.

    Raises:
        UnknownNameError: There is no such topic.
        AnkiMissingError: genanki is not installed.
        KataError: The topics hold no question.
    """
    genanki = _genanki()
    banks = [library.bank(topic) for topic in dict.fromkeys(topics)] or library.banks
    model = genanki.Model(
        _MODEL,
        "kata",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "kata", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
        css=_CSS,
    )
    decks = [_deck(genanki, model, bank) for bank in banks if bank.questions]
    if not decks:
        raise KataError(_("There is no question to export."))
    return _packed(genanki.Package(decks), now), sum(len(deck.notes) for deck in decks)


def _genanki() -> ModuleType:
    try:
        import genanki  # noqa: PLC0415  an extra
    except ImportError as fault:
        message = _("Writing for Anki needs the package genanki, which is not installed: pip install genanki")
        raise AnkiMissingError(message) from fault
    return genanki  # type: ignore[no-any-return]


def _deck(genanki: ModuleType, model: Any, bank: Bank) -> Any:
    """Return a topic's deck; its number depends on the topic alone."""
    number = int.from_bytes(hashlib.sha256(f"kata:{bank.topic}".encode()).digest()[:4]) % 2**30 + 2**30
    titles = dict.fromkeys(say(bank.title, language) for language in ("en", "zh"))
    deck = genanki.Deck(number, f"kata::{' '.join(titles).replace('::', ':')}")
    for question in bank.questions:
        deck.add_note(_note(genanki, model, bank, question))
    return deck


def _note(genanki: ModuleType, model: Any, bank: Bank, question: Question) -> Any:
    card = flash_card(question, bank.topic)
    fields = [question.id, card.front, card.back]
    return genanki.Note(model=model, guid=GUID + question.id, fields=fields, tags=list(card.tags))


def _packed(package: Any, now: float) -> bytes:
    """Return the file: a zip of Anki's database and its list of media, which is empty."""
    with closing(sqlite3.connect(":memory:")) as database:
        package.write_to_db(database.cursor(), now, itertools.count(int(now * 1000)))
        database.commit()
        collection = database.serialize()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("collection.anki2", collection)
        packed.writestr("media", json.dumps({}))
    return file.getvalue()
