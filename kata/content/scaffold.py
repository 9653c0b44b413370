"""The beginning of a question or a kata: a small example that passes `kata check`, to be written over.

The examples lie in `scaffold/`; those of questions are the ones that docs/questions.md explains.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

import msgspec

from kata.content.library import bank_paths
from kata.content.lint import BANK_SCHEMA_LINE
from kata.content.model import Framework
from kata.errors import KataError
from kata.i18n import _

_EXAMPLES: Final = Path(__file__).parent / "scaffold"
KINDS: Final = tuple(sorted(path.stem for path in (_EXAMPLES / "questions").glob("*.yaml")))
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Begun(msgspec.Struct, frozen=True):
    """Where a beginning was written."""

    path: Path
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def new_question(root: Path, name: str, kind: str) -> Begun:
    """Append a question with the id `name` to the bank whose topic the id begins with; begin the bank if there is none.

    Raises:
        KataError: `name` is no id, is taken, or begins with no topic.
    """
    _expect_slug(name)
    banks = {path.stem: path for path in bank_paths(root)}
    topic = max((topic for topic in banks if name.startswith(f"{topic}-")), key=len, default=name.partition("-")[0])
    if topic == name:
        raise KataError(_("A question's id begins with its topic: {name}-what-it-asks").format(name=name))
    path = banks.get(topic, root / "questions" / f"{topic}.yaml")
    text = path.read_text(encoding="utf-8") if path.exists() else _bank(topic)
    if re.search(rf"(?m)^  - id: {name}\s*$", text):
        raise KataError(_("{path} has a question {name} already.").format(path=path, name=name))
    text = text.rstrip("\n") + "\n" * (1 if text.endswith("questions:\n") else 2)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + _example(f"questions/{kind}.yaml").replace("ID", name, 1), encoding="utf-8")
    return Begun(path, text.count("\n") + 1)


def _bank(topic: str) -> str:
    """Return the head of a bank."""
    title = f"{{en: {topic.capitalize()}, zh: {topic} 题库}}"
    return f"{BANK_SCHEMA_LINE}\nformat: 1\ntopic: {topic}\ntitle: {title}\nquestions:\n"


def new_kata(root: Path, name: str, frameworks: Sequence[Framework] = ()) -> Begun:
    """Write a kata's folder with these variants (all three if none is named).

    Raises:
        KataError: `name` is no id, or there is such a folder.
    """
    _expect_slug(name)
    folder = root / "graders" / name
    if folder.exists():
        raise KataError(_("{path} exists already.").format(path=folder))
    chosen = frameworks or get_args(Framework)
    variants = "".join(f"  {framework}:\n    defines: [double]\n" for framework in chosen).rstrip("\n")
    for example in sorted(path for path in (_EXAMPLES / "kata").rglob("*") if path.is_file()):
        place = example.relative_to(_EXAMPLES / "kata").as_posix().removesuffix(".txt")
        text = example.read_text(encoding="utf-8").replace("NAME", name).replace("VARIANTS", variants)
        for framework in chosen if place.startswith("FRAMEWORK/") else chosen[:1]:
            path = folder / place.replace("FRAMEWORK", framework)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return Begun(folder / "kata.yaml")


def _example(name: str) -> str:
    """Return the text of an example."""
    return (_EXAMPLES / name).read_text(encoding="utf-8")


def _expect_slug(name: str) -> None:
    """Raise KataError unless `name` can be an id."""
    if not _SLUG.fullmatch(name):
        raise KataError(_("'{name}' is no id: lower-case letters and digits, joined by hyphens.").format(name=name))
