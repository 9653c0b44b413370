"""The banks and katas that ship have no static fault, and the schemas for editors are current."""

import json
from pathlib import Path

import jsonschema
import pytest

from kata.content import load_library
from kata.content.library import bank_paths, built_in_content, kata_folders
from kata.content.schema import FOLDER, KINDS, schema_text
from kata.content.selection import lint, select
from kata.content.source import read_document

BANKS = bank_paths(built_in_content())
KATAS = kata_folders(built_in_content())


@pytest.mark.parametrize("path", [*BANKS, *KATAS], ids=lambda path: path.stem)
def test_built_in_content_has_no_fault(path: Path, tmp_path: Path) -> None:
    library = load_library(user_dir=tmp_path)
    assert [str(fault) for fault in lint(select(path), library)] == []


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_is_current(name: str) -> None:
    message = "run `python -m kata.content.schema` and commit the result"
    assert (FOLDER / name).read_text(encoding="utf-8") == schema_text(name), message


@pytest.mark.parametrize("path", [*BANKS, *(folder / "kata.yaml" for folder in KATAS)], ids=str)
def test_editors_accept_what_we_accept(path: Path) -> None:
    name = "kata.schema.json" if path.name == "kata.yaml" else "bank.schema.json"
    jsonschema.validate(read_document(path).value, json.loads(schema_text(name)))


def test_editors_refuse_a_misspelt_key(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(demo.replace('text: "`[1.0, 2.0]`", correct', 'text: "`[1.0, 2.0]`", corect'), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read_document(path).value, json.loads(schema_text("bank.schema.json")))
