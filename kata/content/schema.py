"""JSON Schemas for editors, generated from the model: `python -m kata.content.schema` writes them."""

import json
from pathlib import Path
from typing import Any, Final

import msgspec

from kata.content.model import Bank, KataSpec

FOLDER: Final = Path(__file__).parent / "schema"
KINDS: Final = {"bank.schema.json": Bank, "kata.schema.json": KataSpec}


def schema_text(name: str) -> str:
    """Return the JSON Schema that belongs into file `name` of `kata/content/schema/`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(KINDS[name])}
    return json.dumps(_one_text(schema), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _one_text(value: Any) -> Any:
    """Return the schema with the newlines of docstrings joined, as editors show descriptions in one paragraph."""
    if isinstance(value, dict):
        return {
            key: " ".join(item.split()) if key == "description" and isinstance(item, str) else _one_text(item)
            for key, item in value.items()
        }
    return [_one_text(item) for item in value] if isinstance(value, list) else value


def write_schemas(folder: Path = FOLDER) -> None:
    """Write the schemas of both formats into a folder."""
    folder.mkdir(exist_ok=True)
    for name in KINDS:
        (folder / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
