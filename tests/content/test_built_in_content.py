"""The banks and katas that ship have no static fault, and the schemas for editors are current."""

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from kata.content import load_library
from kata.content.fault import Fault
from kata.content.library import bank_paths, built_in_content, kata_folders
from kata.content.schema import FOLDER, KINDS, schema_text
from kata.content.selection import lint, select
from kata.content.source import read_document

BANKS = bank_paths(built_in_content())
KATAS = kata_folders(built_in_content())


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[Fault]:
    library = load_library(user_dir=tmp_path_factory.mktemp("none"))
    return lint(select(built_in_content()), library)


@pytest.mark.parametrize("path", [*BANKS, *KATAS], ids=lambda path: path.stem)
def test_built_in_content_has_no_fault(path: Path, faults: list[Fault]) -> None:
    assert [str(fault) for fault in faults if fault.file.resolve().is_relative_to(path.resolve())] == []


def test_built_in_content_as_a_whole_has_no_fault(faults: list[Fault]) -> None:
    assert list(map(str, faults)) == []


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_is_current(name: str) -> None:
    message = "run `python -m kata.content.schema` and commit the result"
    assert (FOLDER / name).read_text(encoding="utf-8") == schema_text(name), message


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """Made once: checking the schema itself takes longer than any bank."""
    schema = json.loads(schema_text(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.slow
@pytest.mark.parametrize("path", [*BANKS, *(folder / "kata.yaml" for folder in KATAS)], ids=str)
def test_editors_accept_what_we_accept(path: Path) -> None:
    name = "kata.schema.json" if path.name == "kata.yaml" else "bank.schema.json"
    validator(name).validate(read_document(path).value)


def test_editors_refuse_a_misspelt_key(demo: str, tmp_path: Path) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(demo.replace('text: "`[1.0, 2.0]`", correct', 'text: "`[1.0, 2.0]`", corect'), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read_document(path).value, json.loads(schema_text("bank.schema.json")))
