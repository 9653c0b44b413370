"""Flash cards of other programs made into a bank of `open` questions, which is then the reader's own.

A question's id comes from what its card is known by, so that the card, taken in again, updates it. A question whose
card has not changed is left as it stands in the file, with whatever was written into it by hand.
"""

import hashlib
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import yaml
from msgspec import Struct

from kata.content.convert import convert_bank
from kata.content.library import bank_paths
from kata.content.model import Level
from kata.content.source import Document, parse_document, read_document
from kata.errors import KataError
from kata.i18n import _

# Cards that `kata export anki` wrote are known by this and the question's id.
GUID: Final = "kata:"
_HEAD: Final = (
    "# Questions taken in by `kata import`; yours to edit. A question is written anew when its card has changed.\n"
)
_FRAMEWORKS: Final = {
    "numpy": re.compile(r"(?i)\bnumpy|\bnp\."),
    "torch": re.compile(r"(?i)torch\b"),
    "jax": re.compile(r"(?i)\bjax|\bjnp\.|\bflax|\boptax"),
}
_ITEM: Final = re.compile(r"(?m)^(?:[-*•]|\d+[.)]) +(.+)$")
_CARD: Final = re.compile(r"# card ([0-9a-f]{12})\b")


class Card(Struct, frozen=True, kw_only=True):
    """A card in Markdown. `key`: what it is known by. `more`: what else stands on it. `origin`: where it comes from."""

    key: str
    front: str
    back: str
    more: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""


class Taken(Struct, frozen=True):
    """A bank with the cards taken in: its new text, and how many were new, changed, or there as they are."""

    text: str
    new: int
    changed: int
    known: int


def topic_for(name: str) -> str:
    """Return the topic for cards from a file of that name."""
    return _slug(Path(name).stem) or "cards"


def expect_free(topic: str, target: Path, roots: Iterable[Path]) -> None:
    """Raise KataError if `topic` is no id, or a bank of another of the folders `roots` has it: it would be hidden."""
    if topic != _slug(topic):
        raise KataError(_("'{name}' is no id: lower-case letters and digits, joined by hyphens.").format(name=topic))
    for root in roots:
        for path in bank_paths(root):
            if path.stem == topic and path.resolve() != target.resolve():
                message = _(
                    "There is a bank on '{topic}' already, {path}, which this one would hide. Name another topic: {way}"
                )
                raise KataError(message.format(topic=topic, path=path, way=f"--topic my-{topic}"))


def take_in(cards: Iterable[Card], path: Path, *, title: str, level: Level) -> Taken:
    """Return the bank at `path`, which need not exist, with the cards in it.

    Raises:
        KataError: The bank that is there has faults, or is laid out in a way that no question can be added to.
    """
    topic = path.stem
    before = read_document(path) if path.exists() else None
    if before is not None and (faults := convert_bank(before).faults):
        message = _("{fault}. Mend the bank before more is taken in: kata check {path}")
        raise KataError(message.format(fault=faults[0], path=path))
    head, entries = _entries(before) if before else (_new_head(topic, title), {})
    new = changed = 0
    by_id = {f"{topic}-{_digest(card.key, 10)}": card for card in cards}
    for name, card in by_id.items():
        text, digest = _entry(name, card, level)
        if name not in entries:
            new += 1
        elif (found := _CARD.search(entries[name])) and found[1] == digest:
            continue
        else:
            changed += 1
        entries[name] = text
    whole = head + "\n".join(text.rstrip("\n") + "\n" for text in entries.values())
    _expect_whole(parse_document(path, whole), list(entries))
    return Taken(whole, new, changed, len(by_id) - new - changed)


def _new_head(topic: str, title: str) -> str:
    return f"{_HEAD}format: 1\ntopic: {topic}\ntitle: {_quoted(title)}\nquestions:\n"


def _entries(document: Document) -> tuple[str, dict[str, str]]:
    """Return the text above the questions, and the text of each question by its id."""
    lines = document.text.splitlines(keepends=True)
    rows = document.value["questions"]
    starts = [document.line(("questions", place)) - 1 for place in range(len(rows))]
    texts = ["".join(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    head = "".join(lines[: starts[0]]) if starts else document.text
    return head, dict(zip([row["id"] for row in rows], texts, strict=True))


def _expect_whole(document: Document, names: list[str]) -> None:
    """Raise unless the text that was put together is a bank with these questions."""
    converted = convert_bank(document)
    if converted.faults or list(converted.ids) != names:
        message = _("{path} is laid out so that no question can be added to it. Choose another topic with --topic.")
        raise KataError(message.format(path=document.path))


def _entry(name: str, card: Card, level: Level) -> tuple[str, str]:
    """Return the YAML of one question, and the digest in it that tells when its card has changed."""
    words = " ".join([card.front, card.back, *card.tags])
    fields: dict[str, Any] = {
        "kind": "open",
        "level": level,
        "frameworks": [name for name, found in _FRAMEWORKS.items() if found.search(words)],
        "tags": list(dict.fromkeys(filter(None, map(_slug, card.tags)))),
        "prompt": _Prose(card.front),
        "points": [{"text": text} for text in _points(card.back)],
        "model_answer": _Prose(card.back),
        "explanation": _Prose(card.more) if card.more else _from(card.origin),
    }
    text = yaml.dump(fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=10**9)
    # Not of where it comes from: a file that was moved, or a deck that was renamed, changes no card.
    digest = _digest("\x1f".join([level, card.front, card.back, card.more, *card.tags]), 12)
    body = "".join(f"    {line}" if line.strip() else line for line in text.splitlines(keepends=True))
    return f"  - id: {name}\n    # card {digest}\n{body}", digest


def _points(back: str) -> list[Any]:
    """Return the key points of an answer: the items of its list, else the answer as a whole."""
    items = [_Prose(item.strip()) for item in _ITEM.findall(back)]
    if 2 <= len(items) <= 8 and "```" not in back:
        return items
    return [{"en": _Prose("It says what the card says."), "zh": _Prose("说出了卡片上的内容。")}]


def _from(origin: str) -> dict[str, Any]:
    return {"en": _Prose(f"From {origin}."), "zh": _Prose(f"来自 {origin}。")}


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def _quoted(text: str) -> str:
    return yaml.dump(_Prose(text), Dumper=_Dumper, allow_unicode=True, width=10**9).strip()


class _Prose(str):
    """Text that must stay text, whatever it looks like."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes prose in quotes, or as a block where it has several lines."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write everything out."""
        return True


def _write_prose(dumper: yaml.SafeDumper, text: _Prose) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|" if "\n" in text else '"')


_Dumper.add_representer(_Prose, _write_prose)
