"""Faults of prose: missing translations, code spans that differ, words and punctuation to avoid in Chinese."""

import ast
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from kata.content.model import Localized
from kata.content.source import Steps
from kata.i18n import _

Finding = tuple[Steps, str]

# Fields whose text is always prose and so never the same in both languages.
PROSE: Final = {"prompt", "explanation", "why", "hints", "model_answer", "summary", "points", "misconceptions"}
_TEXTS: Final = PROSE | {"text", "label", "cells", "columns", "distractors", "lines", "unit", "title", "code"}
_FENCED: Final = re.compile(r"(?ms)^ *(```|~~~).*?^ *\1 *$")
_SPAN: Final = re.compile(r"(?s)(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HAN: Final = r"[\u4e00-\u9fff]"
_TWO_WORDS: Final = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")

# word to avoid -> (what to write, a word the English must hold for it to be wrong; "" for always)
AVOIDED: Final[dict[str, tuple[str, str]]] = {
    "渐变": ("梯度", ""),
    "自动分化": ("自动微分", ""),
    "自动区分": ("自动微分", ""),
    "自动差分": ("自动微分", ""),
    "图形中断": ("图中断", ""),
    "密钥": ("PRNG 键", "key"),
    "偏差": ("偏置", "bias"),
}


def text_findings(value: Any, steps: Steps = (), *, translated: bool) -> Iterator[Finding]:
    """Find faults in every text below a struct; `translated` demands Chinese everywhere."""
    for name, written in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
        yield from _of_field(getattr(value, name), name, (*steps, written), translated=translated)


def _of_field(item: Any, field: str, steps: Steps, *, translated: bool) -> Iterator[Finding]:
    """Find faults in a field's value: a text, a struct, or a tuple or dict of them."""
    if isinstance(item, tuple):
        for place, part in enumerate(item):
            yield from _of_field(part, field, (*steps, place), translated=translated)
    elif isinstance(item, dict):
        for key, part in item.items():
            yield from _of_field(part, field, (*steps, key), translated=translated)
    elif isinstance(item, Localized):
        yield from _of_translation(item, steps, code=field == "code", translated=translated)
    elif isinstance(item, msgspec.Struct):
        yield from text_findings(item, steps, translated=translated)
    elif isinstance(item, str) and field in _TEXTS and translated:
        yield from _of_plain(item, field, steps)


def _of_plain(text: str, field: str, steps: Steps) -> Iterator[Finding]:
    """A plain string is for what is the same in both languages."""
    if not text.strip():
        yield steps, _("is empty")
    elif field in PROSE or field == "title" or (field != "code" and is_prose(text)):
        yield steps, _("needs both languages: write `en:` and `zh:` below it (put code in backticks if it is code)")


def is_prose(text: str) -> bool:
    """Tell whether a text holds two ordinary words side by side outside code, so that it wants a translation."""
    bare = _SPAN.sub(" · ", text)
    return bool(_TWO_WORDS.search(bare)) and not _is_python(text)


def _is_python(text: str) -> bool:
    """Tell whether a text is a line of Python (a block's head counts)."""
    for candidate in (text, text.strip() + " pass"):
        try:
            ast.parse(candidate.strip())
        except (SyntaxError, ValueError):
            continue
        return True
    return False


def _of_translation(text: Localized, steps: Steps, *, code: bool, translated: bool) -> Iterator[Finding]:
    """Compare the two languages of one text."""
    if not text.en.strip():
        yield (*steps, "en"), _("is empty")
    if text.zh is None:
        if translated:
            yield steps, _("the Chinese text (zh) is missing")
        return
    if not text.zh.strip():
        yield (*steps, "zh"), _("is empty")
    elif not code:
        yield from compared(text.en, text.zh, (*steps, "zh"))


def compared(en: str, zh: str, steps: Steps) -> Iterator[Finding]:
    """Find what is wrong with a Chinese text beside its English one."""
    english, chinese = spans(en), spans(zh)
    if english != chinese:
        lacking = ", ".join(f"`{span}`" for span in sorted(english - chinese)) or "-"
        extra = ", ".join(f"`{span}`" for span in sorted(chinese - english)) or "-"
        message = _("the languages differ in code spans: only in English {lacking}; only in Chinese {extra}")
        yield steps, message.format(lacking=lacking, extra=extra)
    prose = _SPAN.sub("x", _FENCED.sub("", zh))
    if not re.search(_HAN, prose) and is_prose(_FENCED.sub("", en)):
        yield steps, _("the Chinese text holds no Chinese")
    for word, (better, given) in AVOIDED.items():
        if word in prose and given in en.lower():
            yield steps, _("write {better} instead of {word}").format(better=better, word=word)
    if found := re.search(rf"{_HAN}([,;:?!(]|\.(?=\s|$))", prose):
        yield (
            steps,
            _("full-width punctuation after Chinese, not '{mark}' in '{text}'").format(
                mark=found[1], text=prose[max(0, found.start() - 6) : found.end() + 6].replace("\n", " ")
            ),
        )


def spans(markdown: str) -> set[str]:
    """Return the code spans of a Markdown text, code blocks left out."""
    return {" ".join(match[2].split()) for match in _SPAN.finditer(_FENCED.sub("", markdown))}
