"""A question as the two sides of a flash card: HTML in both languages, safe to show as it stands."""

import html
from collections.abc import Callable, Iterable
from typing import Any, Final

from markdown_it import MarkdownIt
from msgspec import Struct

from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    MatchQuestion,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Question,
    ShapeQuestion,
    Text,
    say,
)
from kata.i18n import LANGUAGES, _, speaking
from kata.practice.typed import Offer, offer
from kata.report.answers import right_answer

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_CODE_KINDS: Final = (OutputQuestion, OrderQuestion, ClozeQuestion, ShapeQuestion, NumberQuestion)


class FlashCard(Struct, frozen=True):
    """Both sides of a card as HTML, and its tags."""

    front: str
    back: str
    tags: tuple[str, ...]


def flash_card(question: Question, topic: str) -> FlashCard:
    """Return a question as a card."""
    offered = offer(question, seed=0)
    front = [
        _each(lambda language: _prose(say(question.prompt, language))),
        "" if question.code is None else _each(lambda language: _code(question, language)),
        _each(lambda language: _on_offer(question, offered, language)),
        _each(lambda _language: f'<p class="form">{html.escape(_form(question))}</p>' if _form(question) else ""),
    ]
    back = [
        _each(lambda language: _right(question, language)),
        _each(lambda language: _points(question, language)),
        _each(lambda language: _prose(say(question.explanation, language))),
        _each(lambda language: _why(question, language)),
        _sources(question),
    ]
    kind = str(question.__struct_config__.tag)
    tags = dict.fromkeys(["kata", topic, kind, question.level, *question.frameworks, *question.tags])
    return FlashCard("\n".join(filter(None, front)), "\n".join(filter(None, back)), tuple(tags))


def _each(write: Callable[[str], str]) -> str:
    """Return what `write` gives for each language, once where both are the same."""
    parts = []
    for language in LANGUAGES:
        with speaking(language):
            parts.append(write(language).strip())
    if parts[0] == parts[1]:
        return parts[0]
    return "\n".join(
        f'<div class="{language}" lang="{language}">{part}</div>'
        for language, part in zip(LANGUAGES, parts, strict=True)
        if part
    )


def _prose(markdown: str) -> str:
    return str(_MARKDOWN.render(markdown.strip()))


def _inline(markdown: str) -> str:
    return str(_MARKDOWN.renderInline(markdown.strip()))


def _pre(text: str) -> str:
    return f"<pre><code>{html.escape(text.rstrip())}</code></pre>"


def _code(question: Question, language: str) -> str:
    code = say(question.code or "", language).rstrip()
    if isinstance(question, BugQuestion):
        code = "\n".join(f"{number:>3}  {line}" for number, line in enumerate(code.splitlines(), 1))
    return _pre(code)


def _on_offer(question: Question, offered: Offer, language: str) -> str:
    """Return what there is to choose from."""
    match question:
        case ChoiceQuestion() | MultiQuestion():
            return _list(f"{choice.id}) {_inline(say(choice.text, language))}" for choice in question.choices)
        case BugQuestion():
            return _list(f"{choice.id}) {_inline(say(choice.text, language))}" for choice in question.reasons)
        case OrderQuestion():
            return "".join(_pre(say(question.lines[index], language)) for index in offered.lines)
        case MatchQuestion():
            rows = _list(_inline(say(row.label, language)) for row in question.rows)
            return rows + "<hr>" + _list(_inline(say(cell, language)) for cell in offered.cells)
    return ""


def _form(question: Question) -> str:
    """Say what is asked for where the question itself does not."""
    match question:
        case MultiQuestion():
            return _("Which are right? There may be several.")
        case BooleanQuestion():
            return _("True or false?")
        case OrderQuestion():
            return _("In which order?")
        case ClozeQuestion():
            return _("What belongs in the blanks?")
        case MatchQuestion():
            return _("What belongs to what?")
        case BugQuestion():
            return _("Which line is wrong, and why?")
    return ""


def _right(question: Question, language: str) -> str:
    answer = right_answer(question, language)
    if isinstance(question, _CODE_KINDS):
        return _pre(answer)
    if isinstance(question, OpenQuestion):
        return _prose(answer)
    return "".join(f'<p class="right">{_inline(line)}</p>' for line in answer.splitlines())


def _points(question: Question, language: str) -> str:
    """Return the points that a good answer to an open question makes."""
    if not isinstance(question, OpenQuestion):
        return ""
    return _list(_inline(say(point.text, language)) for point in question.points)


def _why(question: Question, language: str) -> str:
    """Return why the wrong answers tempt."""
    rows: list[tuple[Any, Text | None]]
    match question:
        case ChoiceQuestion() | MultiQuestion():
            rows = [(f"{choice.id})", choice.why) for choice in question.choices]
        case BugQuestion():
            rows = [(f"{choice.id})", choice.why) for choice in question.reasons]
        case NumberQuestion() | OutputQuestion():
            rows = [(f"<code>{html.escape(str(wrong.value))}</code>", wrong.why) for wrong in question.wrong]
        case ShapeQuestion():
            rows = [(f"<code>{wrong.value}</code>", wrong.why) for wrong in question.wrong]
        case OpenQuestion():
            rows = [("×", belief.text) for belief in question.misconceptions]  # noqa: RUF001
        case _:
            rows = []
    return _list(f"{name} {_inline(say(why, language))}" for name, why in rows if why is not None)


def _sources(question: Question) -> str:
    links = [f'<a href="{html.escape(url)}">{html.escape(url)}</a>' for url in question.sources]
    return f'<p class="sources">{"<br>".join(links)}<br>{question.id}</p>'


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""
