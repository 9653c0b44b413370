"""Questions as an Anki package: known by their ids, in both languages, nothing in them taken for HTML."""

import io
import json
import sqlite3
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kata.content import load_library
from kata.content.apkg import read_apkg
from kata.errors import KataError
from kata.i18n import language
from kata.report.anki import AnkiMissingError, anki_package
from kata.report.flash_cards import flash_card

CONTENT = Path(__file__).parents[1] / "cli" / "content"
NOW = 1_800_000_000.0


@pytest.fixture(scope="module")
def library():
    return load_library(CONTENT, user_dir=CONTENT / "none", built_in=CONTENT / "none")


@pytest.fixture(scope="module")
def everything():
    return load_library(user_dir=CONTENT / "none")


def rows(data: bytes, statement: str) -> list[tuple]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert json.loads(package.read("media")) == {}
        database = sqlite3.connect(":memory:")
        database.deserialize(package.read("collection.anki2"))
    return database.execute(statement).fetchall()


def test_a_note_is_known_by_its_question_whenever_it_is_written(library):
    first, count = anki_package(library, [], NOW)
    again, _count = anki_package(library, ["kinds"], NOW + 86_400)
    names = [question.id for question in library.questions]
    assert count == len(names)
    for data, now in ((first, NOW), (again, NOW + 86_400)):
        notes = rows(data, "SELECT guid, mid, mod FROM notes ORDER BY id")
        assert notes == [(f"kata:{name}", 1_610_861_505, int(now)) for name in names]
    assert rows(first, "SELECT DISTINCT did FROM cards") == rows(again, "SELECT DISTINCT did FROM cards")
    ((decks,),) = rows(first, "SELECT decks FROM col")
    assert "kata::Every kind 每种题型" in {deck["name"] for deck in json.loads(decks).values()}


def test_what_was_exported_is_no_card_of_ones_own(library):
    notes = read_apkg(anki_package(library, [], NOW)[0], "f")
    assert (notes.cards, notes.ours) == ((), tuple(question.id for question in library.questions))


class Strict(HTMLParser):
    """Looks that every element is closed, and that there is none but ours."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert not [name for name, _value in attrs if name.startswith("on")]
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.slow
def test_every_built_in_question_is_whole_html_in_both_languages(everything):
    seen = set()
    for question in everything.questions:
        card = flash_card(question, everything.topic_of(question.id))
        for side in (card.front, card.back):
            parser = Strict()
            parser.feed(side)
            assert parser.open == []
            seen |= parser.seen
        assert 'lang="zh"' in card.front
        assert 'lang="zh"' in card.back
        assert not [tag for tag in card.tags if " " in tag]
        assert all(source in card.back for source in question.sources if "&" not in source)
    assert seen <= {
        "p",
        "div",
        "pre",
        "code",
        "ul",
        "ol",
        "li",
        "a",
        "br",
        "hr",
        "em",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert language() == "en"


@pytest.mark.slow
def test_a_package_of_everything_is_written_without_a_warning(everything):
    data, count = anki_package(everything, [], NOW)
    assert count == len(everything.questions) == len(rows(data, "SELECT id FROM notes"))


def test_sides_of_each_kind_say_what_is_asked_and_what_is_right(library):
    sides = {question.id: flash_card(question, "kinds") for question in library.questions}
    choice = sides["kinds-choice"]
    assert "<li>b) the right one</li>" in choice.front
    assert '<p class="right">b) 对的</p>' in choice.back
    assert "A tempts." in choice.back
    assert "A tempts." not in choice.front
    assert choice.tags == ("kata", "kinds", "choice", "junior", "numpy", "t")
    assert "There may be several" in sides["kinds-multi"].front
    assert "正确" in sides["kinds-boolean"].back
    assert "<pre><code>(8, 16)</code></pre>" in sides["kinds-shape"].back


def test_code_is_shown_and_never_taken_for_html(library):
    for question in library.questions:
        if question.code is not None and "<" in str(question.code):
            assert "&lt;" in flash_card(question, "kinds").front


def test_no_topic_of_that_name_is_said(library):
    with pytest.raises(KataError, match="kinds"):
        anki_package(library, ["kindz"], NOW)


def test_without_genanki_the_line_for_pip_is_said(library, monkeypatch):
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(AnkiMissingError, match="pip install genanki") as raised:
        anki_package(library, [], NOW)
    assert raised.value.exit_code == 3
