"""Packages of Anki are read as they are written by it, and never believed."""

import io
import json
import sqlite3
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.content.apkg import read_apkg
from kata.errors import KataError

BASIC = {"type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
         "tmpls": [{"qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}]}  # fmt: skip
CLOZE = {"type": 1, "flds": [{"name": "Text"}, {"name": "Back Extra"}],
         "tmpls": [{"qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>{{Back Extra}}"}]}  # fmt: skip
THREE = {"type": 0, "flds": [{"name": "Id"}, {"name": "Answer"}, {"name": "Ask"}, {"name": "Notes"}],
         "tmpls": [{"qfmt": "{{#Ask}}{{hint:Ask}}{{/Ask}}", "afmt": "{{FrontSide}}{{Answer}} {{Notes}}"}]}  # fmt: skip


def package(*notes, name="collection.anki2", models=None, wal=False) -> bytes:
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE col (models, decks); CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, tags, flds);"
        "CREATE TABLE cards (nid, did)"
    )
    models = models or {"1": BASIC, "2": CLOZE, "3": THREE}
    database.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps({"7": {"name": "My::Deck"}})))
    for number, (guid, model, tags, *fields) in enumerate(notes):
        database.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", (number, guid, model, tags, "\x1f".join(fields)))
        database.execute("INSERT INTO cards VALUES (?, 7)", (number,))
    database.commit()
    data = bytearray(database.serialize())
    data[18:20] = b"\x02\x02" if wal else data[18:20]
    return zipped({name: bytes(data)})


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("more", [{}, {"name": "collection.anki21"}, {"wal": True}])
def test_notes_become_cards(more):
    notes = read_apkg(package(("g1", 1, " jax a::b ", "What is <b>vmap</b>?", "A <code>map</code>."), **more), "f")
    (card,) = notes.cards
    assert (card.key, card.front, card.back, card.tags) == ("anki g1", "What is vmap?", "A `map`.", ("jax", "a::b"))
    assert (card.origin, card.more, notes.media, notes.textless, notes.ours) == ("My / Deck", "", 0, 0, ())


def test_gaps_are_asked_for_and_filled():
    text = "The {{c1::gradient::what}} of {{c2::{{c3::x}}^2}} is 2x"
    (card,) = read_apkg(package(("g", 2, "", text, "calculus")), "f").cards
    assert (card.front, card.back, card.more) == ("The [what] of […] is 2x", "The gradient of x^2 is 2x", "calculus")


def test_the_sides_are_what_the_template_shows():
    (card,) = read_apkg(package(("g", 3, "", "no. 7", "the answer", "the question", "a note")), "f").cards
    assert (card.front, card.back, card.more) == ("the question", "the answer", "a note")


def test_what_stays_behind_is_counted():
    notes = read_apkg(
        package(
            ("kata:graphs-x", 1, "", "q", "a"),
            ("g1", 1, "", "q <img src=x.png>", "a"),
            ("g2", 1, "", "q", "[sound:a.mp3]"),
        ),
        "f",
    )
    assert (len(notes.cards), notes.ours, notes.textless, notes.media) == (1, ("graphs-x",), 1, 1)


def test_the_newer_format_is_answered_with_how_to_export_the_older():
    stub = package(("x", 1, "", "Please update", "to the latest"))
    with zipfile.ZipFile(io.BytesIO(stub)) as packed:
        older = packed.read("collection.anki2")
    data = zipped({"meta": b"", "collection.anki21b": b"\x28\xb5\x2f\xfd", "collection.anki2": older})
    with pytest.raises(KataError, match="Support older Anki versions"):
        read_apkg(data, "f")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"no zip at all" * 100,
        zipped({"word/document.xml": b"<x/>"}),
        zipped({"collection.anki2": b"no database"}),
        zipped({"collection.anki2": b""}),
        package(("g", 9, "", "q", "a")),
        package(("g", 1, "", "q", "a"), models={"1": {"flds": 3}}),
        package(("g", 1, "", "q", "a"), models={"1": {"flds": [], "tmpls": []}}),
        package(("g", 1, "", "q", "a"))[:-400],
    ],
)
def test_a_file_that_is_no_package_is_one_message(data):
    with pytest.raises(KataError, match="f is damaged or no package of Anki"):
        read_apkg(data, "f")


WHOLE = package(*((f"g{n}", 1, "", f"question {n} " * 50, "answer") for n in range(40)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_damaged_package_is_read_or_refused_and_never_worse(changes):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    try:
        read_apkg(bytes(data), "f")
    except KataError as fault:
        assert "f is damaged" in str(fault)  # noqa: PT017


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(100, 12_000), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_damaged_database_is_read_or_refused_and_never_worse(changes):
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as packed:
        data = bytearray(packed.read("collection.anki2"))
    for place, value in changes:
        data[place] = value
    try:
        read_apkg(zipped({"collection.anki2": bytes(data)}), "f")
    except KataError as fault:
        assert "f is damaged" in str(fault)  # noqa: PT017
