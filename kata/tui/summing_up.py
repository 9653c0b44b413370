"""What the summary says, as text."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from kata.content import Library
from kata.content.model import Question, Text, say
from kata.i18n import _, ngettext
from kata.practice import Card, Summary
from kata.report.schedule import back_in_words, day_in_words

SHORT: Final = 40  # cells


def came_of_it(summary: Summary) -> str:
    """Return the result in one sentence or two."""
    sentence = ngettext("{right} of {count} question right.", "{right} of {count} questions right.", summary.answered)
    said = [sentence.format(right=summary.right, count=summary.answered)]
    if summary.unsure:
        said.append(ngettext("{count} guess.", "{count} guesses.", summary.unsure).format(count=summary.unsure))
    if not summary.revisit and all(step.right for step in summary.katas):
        said.append(_("Nothing to come back to."))
    return " ".join(said)


def first_line(prompt: str) -> str:
    """Return the first line of a prompt, without Markdown's signs."""
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "")
    return line.replace("`", "").replace("**", "").lstrip("#> ")


def items_of(summary: Summary) -> tuple[str, ...]:
    """Return every item that was done."""
    return (*summary.revisit, *summary.well, *(step.question for step in summary.katas))


def by_day(library: Library, questions: Sequence[str], cards: Sequence[Card], language: str) -> Content:
    """Return questions beneath the day on which they come back, the first day first.

    Lines too long for the screen are cut by it.
    """
    lines = []
    for day, of_day in groupby([card for card in cards if card.item in questions], key=lambda card: card.due):
        lines.append(Content.styled(day_in_words(day), "bold"))
        lines += [_revisited(library.question(card.item), language) for card in of_day]
    return Content("\n").join(lines)


def others_come_back(summary: Summary, cards: Sequence[Card]) -> str:
    """Return when the questions that were held come back."""
    days = [card.due for card in cards if card.item in summary.well]
    if not days:
        return ""
    first, last = day_in_words(min(days)), day_in_words(max(days))
    if first == last:
        return _("What you held comes back on {day}.").format(day=first)
    return _("What you held comes back between {first} and {last}.").format(first=first, last=last)


def katas_done(summary: Summary, cards: Sequence[Card]) -> Content:
    """Return a line for each kata: how far it came and when it comes back."""
    due = {card.item: card for card in cards}
    lines = []
    for step in summary.katas:
        came = (
            "✓ " + _("passed")
            if step.right
            else "✗ " + _("{percent} of the checks").format(percent=f"{step.mark.score:.0%}")
        )
        back = f" · {back_in_words(due[step.question])}" if step.question in due else ""
        lines.append(
            Content.assemble(f"{step.question}  ", (came, "$text-success" if step.right else "$text-error"), back)
        )
    return Content("\n").join(lines)


def _revisited(question: Question, language: str) -> Content:
    """Return the prompt's first line; beside a short one (`What does this print?`) the code that it is about."""
    line = first_line(say(question.prompt, language))
    code = first_line(say(question.code or "", language)) if cell_len(line) < SHORT else ""
    return Content.assemble(f"· {line}", (f"  {code}", "$text-muted"))


def beliefs_held(library: Library, summary: Summary, language: str) -> Iterator[str]:
    """Return what is to be said about each wrong belief that the answers revealed, the most frequent first."""
    asked = [library.question(name) for name in (*summary.revisit, *summary.well)]
    for slug, times in summary.misconceptions:
        said = next((text for question in asked for text in _said_about(slug, question)), None)
        words = slug.replace("-", " ") if said is None else say(said, language)
        yield f"- {words} ({times}x)" if times > 1 else f"- {words}"


def _said_about(slug: str, question: Question) -> Iterator[Text]:
    """Return the texts of a question that speak of a belief."""
    if getattr(question, "misconception", None) == slug:
        yield question.explanation
    for name in ("choices", "reasons", "wrong"):
        for part in getattr(question, name, ()):
            if part.misconception == slug and part.why is not None:
                yield part.why
