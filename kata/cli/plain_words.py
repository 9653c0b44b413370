"""What the line-by-line quiz says: a question, how to answer it, what came of it, the summary. No drawing."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kata.content import Library
from kata.content.model import (
    BugQuestion,
    ChoiceQuestion,
    MatchQuestion,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    Question,
    say,
)
from kata.i18n import _
from kata.practice import Card, Mark, Sitting, Step, summarise
from kata.practice.typed import Offer
from kata.report.answers import right_answer
from kata.report.katas import level_name
from kata.report.schedule import day_in_words

FRAMEWORKS = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}


def heading(library: Library, question: Question, sitting: Sitting, language: str) -> str:
    """Return where the quiz is and what kind of question comes."""
    topic = say(library.bank(library.topic_of(question.id)).title, language)
    about = _(", ").join([level_name(question.level), *(FRAMEWORKS[name] for name in question.frameworks)])
    place = _("Question {number} of {count}: {topic} ({about})")
    return place.format(number=sitting.position + 1, count=len(sitting.questions), topic=topic, about=about)


def question_text(question: Question, offered: Offer, language: str) -> str:
    """Return the prompt, the code and what is on offer."""
    parts = [say(question.prompt, language).strip()]
    if question.code is not None:
        parts.append(code_text(say(question.code, language), numbered=isinstance(question, BugQuestion)))
    on_offer = "\n".join(_on_offer(question, offered, language))
    return "\n\n".join([*parts, on_offer] if on_offer else parts)


def code_text(code: str, *, numbered: bool = False) -> str:
    """Return code indented, its lines numbered where the answer is a line."""
    lines = code.rstrip().splitlines()
    shown = (f"{number:>3}  {line}" if numbered else f"    {line}" for number, line in enumerate(lines, 1))
    return "\n".join(line.rstrip() for line in shown)


def answer_form(question: Question, language: str) -> str:
    """Say how to answer this kind of question."""
    kind = question.__struct_config__.tag
    forms = {
        "choice": _("Type a letter."),
        "multi": _("Type all letters that are right, for example a c."),
        "boolean": _("Type t for true or f for false."),
        "number": _("Type a number."),
        "shape": _("Type the shape, for example (8, 16)."),
        "output": _(
            "Type what is printed (or: nothing), and the exception's class if one is raised. An empty line ends."
        ),
        "order": _("Type the numbers in the right order, for example 2 1 3."),
        "cloze": _("Type what belongs in each blank."),
        "match": _("Type the letter that belongs in each cell."),
        "bug": _("Type the number of the wrong line and the letter of the reason, for example 3 b."),
        "open": _("Answer in your own words. An empty line ends."),
    }
    form = forms[str(kind)]
    if isinstance(question, NumberQuestion) and question.unit is not None:
        return form + "\n" + _("Unit: {unit}").format(unit=say(question.unit, language))
    return form


def commands_text() -> str:
    """Return what can be typed instead of an answer."""
    return "\n".join(
        [
            _("?h   a hint"),
            _("?u   I was unsure of my last answer"),
            _("?1 ?2 ?3 ?4   my last answer went badly, with effort, well, easily: it comes back accordingly"),
            _("?z   take my last answer back; it is asked again"),
            _("?f   flag this question, or take the flag away"),
            _("q    leave; nothing is lost"),
            _("A question mark behind an answer says that you are unsure of it: b ?"),
        ]
    )


def verdict(question: Question, mark: Mark) -> str:
    """Return right, wrong, or which part was right."""
    if isinstance(question, OpenQuestion):
        count = len(question.points)
        return _("{made} of {count} points made.").format(made=round(mark.score * count), count=count)
    if mark.correct:
        return _("Right.")
    if mark.score > 0:
        return _("{percent} of it.").format(percent=f"{mark.score:.0%}")
    return _("Wrong.")


def feedback(question: Question, mark: Mark, language: str) -> str:
    """Return everything that is said after an answer."""
    parts = [verdict(question, mark)]
    if mark.correct is False:
        answer = right_answer(question, language)
        one_line = _("Right is: {answer}").format(answer=answer)
        parts.append(one_line if "\n" not in answer else _("Right is:") + _hanging(answer))
    parts += [say(why, language).strip() for why in mark.why]
    parts.append(say(question.explanation, language).strip())
    if isinstance(question, OpenQuestion) and question.misconceptions:
        wrong = [f"- {say(belief.text, language)}" for belief in question.misconceptions]
        parts.append("\n".join([_("What is often said and wrong:"), *wrong]))
    if question.sources:
        parts.append("\n".join([_("Sources:"), *question.sources]))
    return "\n\n".join(parts)


def model_answer(question: OpenQuestion, language: str) -> str:
    """Return the model answer and its key points, numbered."""
    points = [f"{number}) {say(point.text, language)}" for number, point in enumerate(question.points, 1)]
    return "\n".join([_("A good answer:"), say(question.model_answer, language).strip(), "", _("Its points:"), *points])


def summary_text(library: Library, sitting: Sitting, language: str, cards: Sequence[Card] = ()) -> str:
    """Return what came of the sitting: how much was right, what to revisit and when, which beliefs to doubt."""
    result = summarise(sitting)
    days = {card.item: day_in_words(card.due) for card in cards}
    parts = []
    if result.answered or not result.katas:
        parts.append(_("{right} of {answered} right.").format(right=result.right, answered=result.answered))
    if result.unsure:
        parts.append(_("Unsure of {count}.").format(count=result.unsure))
    parts += [
        _("{topic}: {right} of {answered}").format(
            topic=say(library.bank(topic.topic).title, language), right=topic.right, answered=topic.answered
        )
        for topic in result.topics
    ]
    parts += _listed(_("Katas:"), (_kata_line(step, days) for step in result.katas))
    order = [card.item for card in cards]
    revisit = sorted(result.revisit, key=lambda name: order.index(name) if name in order else -1)
    parts += _listed(_("To revisit:"), (_revisit_line(library.question(name), days, language) for name in revisit))
    held = [card.due for card in cards if card.item in result.well]
    if held:
        last = _("What you held comes back from {day} on.")
        parts.append(last.format(day=day_in_words(min(held))))
    parts += _listed(_("Beliefs to doubt:"), (f"{belief} ({count})" for belief, count in result.misconceptions))
    return "\n".join(parts)


def _on_offer(question: Question, offered: Offer, language: str) -> list[str]:
    """Return the lines to choose from."""
    match question:
        case ChoiceQuestion() | MultiQuestion():
            return [f"{choice.id}) {say(choice.text, language)}" for choice in question.choices]
        case BugQuestion():
            return [f"{choice.id}) {say(choice.text, language)}" for choice in question.reasons]
        case OrderQuestion():
            lines = (say(question.lines[index], language) for index in offered.lines)
            return [f"{number}) {_hanging(line)}" for number, line in enumerate(lines, 1)]
        case MatchQuestion():
            cells = (say(cell, language) for cell in offered.cells)
            return [f"{chr(ord('a') + number)}) {cell}" for number, cell in enumerate(cells)]
    return []


def _hanging(text: str) -> str:
    """Return a text of several lines set off from what stands before it."""
    lines = text.strip().splitlines()
    return text.strip() if len(lines) < 2 else "\n" + "\n".join(f"    {line}" for line in lines)


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    items = [f"- {line}" for line in lines]
    return [title, *items] if items else []


def _kata_line(step: Step, days: Mapping[str, str]) -> str:
    came = _("passed") if step.right else _("{percent} of the checks").format(percent=f"{step.mark.score:.0%}")
    return _dated(f"{step.question}: {came}", days.get(step.question))


def _revisit_line(question: Question, days: Mapping[str, str], language: str) -> str:
    return _dated(_first_words(question, language), days.get(question.id))


def _dated(line: str, day: str | None) -> str:
    return line if day is None else _("{line} ({day})").format(line=line, day=day)


def _first_words(question: Question, language: str) -> str:
    """Return the beginning of a prompt on one line, with the id that `kata history` takes."""
    prompt = re.sub(r"\s+", " ", say(question.prompt, language)).strip()
    return f"{question.id}: {prompt if len(prompt) <= 70 else prompt[:69] + '…'}"
