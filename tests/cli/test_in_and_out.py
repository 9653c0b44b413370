"""What was done leaves as JSON, CSV or a backup, and comes in again without doubles."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from kata.practice import scheduling
from kata.store import open_store
from tests.cli.test_home import answer
from tests.cli.test_katas import graded


def done(store) -> None:
    first = answer(store, answer={"text": "=1+1 中文", "points": []})
    store.rate(first.id, 4)
    store.undo(answer(store, "kinds-multi", score=0.5, misconceptions=("takes-b",)).id)
    store.add_grade(graded(), "def fit(): ...")


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """Go to another machine."""

    def go() -> Path:
        monkeypatch.setenv("KATA_HOME", str(tmp_path / "elsewhere"))
        return tmp_path / "elsewhere"

    return go


def test_a_history_is_merged_on_another_machine_without_doubles(kata, store, elsewhere):
    done(store)
    ran = kata("export", "json", "out.json")
    assert (ran.code, ran.out, ran.err) == (0, "", "3 attempts written to out.json.\n")
    elsewhere()
    assert kata("import", "json", "out.json").out == "3 attempts are new, 0 were here already.\n"
    assert kata("import", "json", "out.json").out == "0 attempts are new, 3 were here already.\n"
    with open_store() as there:
        assert there.history() == store.history()
        assert there.stale_items() == []
        assert scheduling.cards(there) == scheduling.cards(store)


def test_a_history_goes_through_a_pipe(kata, store):
    answer(store)
    assert json.loads(kata("export", "json", "-").out)["attempts"][0]["item"] == "kinds-choice"


def test_no_file_is_written_over_unless_that_is_said(kata, store):
    answer(store)
    Path("out").write_text("mine")
    for command in (("export", "json"), ("export", "csv"), ("backup",)):
        ran = kata(*command, "out")
        assert (ran.code, ran.err) == (
            2,
            "kata: out is there already. Name a new file, or write over it with --force.\n",
        )
        assert Path("out").read_text() == "mine"
    for command in (("export", "json"), ("export", "csv"), ("backup",)):
        assert kata(*command, "out", "--force").code == 0


def damaged(whole: bytes) -> dict[str, tuple[bytes, str]]:
    value = json.loads(whole)
    attempt = value["attempts"][0]

    def changed(**more: object) -> bytes:
        return json.dumps(value | more).encode()

    return {
        "nothing": (b"", "damaged or no history"),
        "half": (whole[: len(whole) // 2], "damaged or no history"),
        "binary": (b"\x00\xff\xfe" * 50, "damaged or no history"),
        "another program": (b'{"name": "x"}', "is no history of kata"),
        "a list": (b"[1, 2]", "is no history of kata"),
        "newer": (changed(format=2, attempts=[{"new": 1}]), "newer version of kata (format 2)"),
        "a field too many": (changed(extra=1), "damaged"),
        "a time without zone": (changed(attempts=[attempt | {"at": "2026-01-01T00:00:00"}]), "$.attempts[0].at"),
        "a time that cannot be": (changed(attempts=[attempt | {"at": "0001-01-01T00:00:00+14:00"}]), "$.attempts[0]"),
        "a day that cannot be": (changed(attempts=[attempt | {"day": "9999-12-31"}]), "$.attempts[0]"),
        "neither answer nor grade": (changed(attempts=[{k: attempt[k] for k in ("at", "day", "item")}]), "or a grade"),
        "a rating of 7": (changed(attempts=[attempt | {"ratings": [{"at": attempt["at"], "value": 7}]}]), "ratings[0]"),
        "a number too long": (
            changed(sittings=[{"started": attempt["at"], "seed": 2**70, "kind": "quiz", "questions": []}]),
            "damaged",
        ),
        "no Unicode": (whole.replace(b'"kinds-choice"', b'"\\ud800"'), "damaged"),
    }


@pytest.mark.parametrize("name", damaged(b'{"attempts": [{"at": 1, "day": 2, "item": 3}]}'))
def test_a_file_that_is_no_history_is_one_message_and_changes_nothing(kata, store, name):
    done(store)
    kata("export", "json", "whole.json")
    data, said = damaged(Path("whole.json").read_bytes())[name]
    Path("bad.json").write_bytes(data)
    before = store.history()
    ran = kata("import", "json", "bad.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("kata: bad.json ")
    assert said in ran.err
    assert "Nothing was changed." in ran.err
    assert ran.err.count("\n") == 1
    assert store.history() == before


def test_a_file_that_is_missing_is_one_message(kata):
    for what in ("json", "csv", "anki"):
        ran = kata("import", what, "none")
        assert (ran.code, ran.err) == (2, "kata: none cannot be read: No such file or directory.\n")


def test_a_table_of_attempts_is_text_to_a_spreadsheet(kata, store):
    done(store)
    assert kata("export", "csv", "out.csv").code == 0
    data = Path("out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["item"] for row in rows] == ["kinds-choice", "kinds-multi", "line-jax"]
    assert (rows[0]["answer"], rows[0]["rating"], rows[0]["undone"]) == ("'=1+1 中文", "4", "0")
    assert (rows[1]["misconceptions"], rows[1]["score"], rows[1]["undone"]) == ("takes-b", "0.5", "1")
    assert (rows[2]["verdict"], rows[2]["checks"], rows[2]["correct"]) == ("failed", "2", "")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "＝1", "-"])
def test_no_cell_is_a_formula(kata, store, text):
    answer(store, answer=text)
    kata("export", "csv", "out.csv")
    (row,) = csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert row["answer"] == "'" + text


def test_a_backup_is_a_store_to_go_back_to(kata, store, elsewhere):
    done(store)
    ran = kata("backup", "copy.sqlite3")
    assert ran.out.startswith("copy.sqlite3 (0.")
    home = elsewhere()
    home.mkdir()
    Path("copy.sqlite3").rename(home / "kata.sqlite3")
    with open_store() as there:
        assert there.history() == store.history()
    with sqlite3.connect(home / "kata.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_it_is_said_in_chinese(kata, store):
    answer(store)
    assert "1 条作答记录" in kata("export", "json", "out.json", lang="zh").err
    assert "新增 0 条" in kata("import", "json", "out.json", lang="zh").out
    Path("bad.json").write_text("{")
    assert "没有改动任何内容" in kata("import", "json", "bad.json", lang="zh").err


CARDS = 'question,answer,tags\n"What is <b>vmap</b>?","It maps, in JAX.",jax\n什么是叶子张量？,没有 grad_fn 的张量。,\n'


def test_a_table_becomes_a_bank_that_can_be_answered_and_checked(kata, tmp_path):
    Path("my-cards.csv").write_text(CARDS)
    content = tmp_path / "own"
    ran = kata("--content", str(content), "import", "csv", "my-cards.csv")
    bank = content / "questions" / "my-cards.yaml"
    assert (ran.code, ran.out) == (0, f"{bank}: 2 new, 0 changed, 0 as they were. Answer them: kata quiz my-cards\n")
    Path("my-cards.csv").write_text(CARDS.replace("It maps", "It vectorises"))
    assert ": 0 new, 1 changed, 1 as they were." in kata("--content", str(content), "import", "csv", "my-cards.csv").out
    checked = kata("check", "--fast", str(bank))
    assert (checked.code, checked.out) == (0, "1 bank, 2 questions, 0 katas, 0 faults\n")
    asked = kata("--content", str(content), "quiz", "my-cards", "--plain", "--count", "1", typed="a tensor\n\n1\nq\n")
    assert asked.code == 0
    assert "It says what the card says." in asked.out


def test_cards_go_to_anki_and_come_back_as_what_they_are(kata, tmp_path):
    ran = kata("export", "anki", "out.apkg", "--topic", "kinds")
    assert ran.code == 0
    assert ran.err.endswith(" cards written to out.apkg.\n")
    ran = kata("--content", str(tmp_path / "own"), "import", "anki", "out.apkg")
    assert (ran.code, ran.out) == (0, "")
    assert "are questions of kata's own and were left out" in ran.err
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize(
    ("arguments", "data", "said"),
    [
        ("csv f", b"q\n", "f:1: a row is a question"),
        ("csv f --topic graphs", b"q,a\n", "There is a bank on 'graphs' already"),
        ("anki f", b"PK", "damaged or no package of Anki"),
    ],
)
def test_what_cannot_be_taken_in_is_one_message(kata, tmp_path, arguments, data, said):
    Path("f").write_bytes(data)
    ran = kata("--content", str(tmp_path / "own"), "import", *arguments.split())
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert not (tmp_path / "own").exists()
