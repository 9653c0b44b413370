"""Which translations were made of which text: a record beside the content, so that a stale one is found.

`questions/translations.json` and `graders/translations.json` hold, for each item, fingerprints of its English and of
its Chinese as they were when somebody said that both say the same (`kata check --translated`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kata.content.fault import Fault
from kata.content.library import BankFile, KataFolder, built_in_content
from kata.content.model import Localized
from kata.i18n import _

NAME = "translations.json"
Prints = tuple[str, str]


class Item(msgspec.Struct, frozen=True):
    """A question, a kata's specification, a statement or a diagnosis: its name, its place, and its fingerprints."""

    name: str
    file: Path
    line: int
    prints: Prints


def items_of_banks(files: Iterable[BankFile]) -> Iterator[Item]:
    """Yield the questions of these banks."""
    for file in files:
        if file.converted.bank is None:
            continue
        for place, question in zip(file.converted.places, file.converted.bank.questions, strict=True):
            line = file.document.line(("questions", place, "id"))
            yield Item(question.id, file.document.path, line, _prints(list(_texts(question))))


def items_of_katas(folders: Iterable[KataFolder]) -> Iterator[Item]:
    """Yield what is translated of these katas."""
    for folder in folders:
        if folder.kata is None:
            continue
        name = folder.kata.id
        yield Item(f"{name}/kata.yaml", folder.document.path, 1, _prints(list(_texts(folder.kata.spec))))
        statements = [folder.folder / "statement.md", folder.folder / "statement.zh.md"]
        if all(path.is_file() for path in statements):
            english, chinese = (path.read_text(encoding="utf-8") for path in statements)
            yield Item(f"{name}/statement.md", statements[1], 1, _prints([Localized(english, chinese)]))
        for variant in folder.kata.variants:
            for mistake in variant.mistakes:
                place = f"{name}/{variant.framework}/mistakes/{mistake.name}.py"
                yield Item(place, mistake.path, 1, _prints([mistake.message]))


def _texts(value: Any) -> Iterator[Localized]:
    """Yield the translated texts below a struct, in order."""
    if isinstance(value, Localized):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))


def _prints(texts: list[Localized]) -> Prints:
    """Return the fingerprints of all English and of all Chinese; where lines break is no part of them."""
    both = zip(*((text.en, text.zh or "") for text in texts), strict=True) if texts else ((), ())
    english, chinese = (hashlib.sha256("\0".join(" ".join(text.split()) for text in one).encode()) for one in both)
    return english.hexdigest()[:10], chinese.hexdigest()[:10]


def translation_faults(items: Iterable[Item], recorded: dict[str, list[str]]) -> Iterator[Fault]:
    """Yield a fault for each item whose texts are not those that were recorded."""
    for item in items:
        if item.name not in recorded:
            message = _("{name}: say that both languages say the same: kata check --translated PATH")
        elif recorded[item.name] == list(item.prints):
            continue
        elif recorded[item.name][1] == item.prints[1]:
            message = _("{name}: the English has changed since it was translated; then: kata check --translated PATH")
        else:
            message = _("{name}: the texts have changed; if both still say the same: kata check --translated PATH")
        yield Fault(item.file, item.line, message.format(name=item.name))


def recorded_in(folder: Path) -> dict[str, list[str]]:
    """Return what is recorded in a folder; nothing where there is no record."""
    path = folder / NAME
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def record(folder: Path, items: Iterable[Item], *, whole: bool) -> None:
    """Record these items beside those recorded before; with `whole`, forget the others. One line each, sorted."""
    kept = {} if whole else recorded_in(folder)
    kept |= {item.name: list(item.prints) for item in items}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(prints)}" for name, prints in sorted(kept.items()))
    (folder / NAME).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def folders() -> tuple[Path, Path]:
    """Return where the built-in content keeps its two records."""
    root = built_in_content()
    return root / "questions", root / "graders"
