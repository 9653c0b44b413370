"""What the summary says, as text."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from kata.content import Library
from kata.content.model import Question, Text, say
from kata.i18n import _, ngettext
from kata.practice import Summary

SHORT: Final = 40  # cells


def came_of_it(summary: Summary) -> str:
    """Return the result in one sentence or two."""
    sentence = ngettext("{right} of {count} question right.", "{right} of {count} questions right.", summary.answered)
    said = [sentence.format(right=summary.right, count=summary.answered)]
    if summary.unsure:
        said.append(ngettext("{count} guess.", "{count} guesses.", summary.unsure).format(count=summary.unsure))
    if not summary.revisit:
        said.append(_("Nothing to come back to."))
    return " ".join(said)


def first_line(prompt: str) -> str:
    """Return the first line of a prompt, without Markdown's signs."""
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "")
    return line.replace("`", "").replace("**", "").lstrip("#> ")


def to_revisit(library: Library, questions: tuple[str, ...], language: str) -> Content:
    """Return one line for each question that comes back; lines too long for the screen are cut by it."""
    return Content("\n").join(_revisited(library.question(name), language) for name in questions)


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
