"""What is asked before a comparison, and what is said of the answers afterwards."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from kata.compare.prediction import TIE, Choice, Marked, Prediction, What, marked
from kata.compare.result import Comparison
from kata.i18n import _
from kata.report.quantities import listed


def question_in_words(what: What) -> str:
    """Return what is asked."""
    return {
        "fastest": _("What will be fastest?"),
        "memory": _("What will need the least memory at its height?"),
    }[what]


def choice_in_words(choice: Choice) -> str:
    """Return an option as it is shown."""
    return _choice(choice)


def found_in_words(found: Sequence[str]) -> str:
    """Return what was found: one variant, or those that tie."""
    return found[0] if len(found) == 1 else _("a tie of {variants}").format(variants=listed(found))


def thing_in_words(what: What) -> str:
    """Return what a prediction is about, as short as a table wants it."""
    return {"fastest": _("fastest"), "memory": _("least memory")}[what]


def prediction_rows(predictions: Sequence[Prediction], comparison: Comparison) -> tuple[tuple[str, ...], ...]:
    """Return what was expected beside what was found, a row each; the first row is the head. Nothing without marks."""
    rows = [
        (f"{one.workload}, {one.size}", thing_in_words(mark.what), *_said_and_found(mark))
        for one in predictions
        for mark in marked(one, comparison)
    ]
    return (("", "", _("you said"), _("it was"), ""), *rows) if rows else ()


def predictions_in_words(predictions: Sequence[Prediction], comparison: Comparison) -> str:
    """Return how many came as expected, and what could not be marked."""
    marks = [mark for one in predictions for mark in marked(one, comparison)]
    right = sum(mark.right for mark in marks)
    said = sum(len(one.said) for one in predictions)
    left = _("What was not measured, or scatters too much to say, counts neither way.")
    parts = [_("{right} of {count} came as you expected.").format(right=right, count=len(marks))] if marks else []
    return " ".join([*parts, left] if said > len(marks) else parts)


def remark_on(answer: Any) -> str:
    """Return what an attempt of the kind `prediction` said and found, for the history; nothing where it is damaged."""
    try:
        kept = msgspec.convert(answer, _Kept)
    except msgspec.ValidationError:  # it came in from a file
        return ""
    told = _("{thing}: you said {said}, it was {found}")
    pairs: tuple[tuple[What, _Told | None], ...] = (("fastest", kept.fastest), ("memory", kept.memory))
    return _(", ").join(
        told.format(thing=thing_in_words(what), said=_choice(one.said), found=found_in_words(one.found))
        for what, one in pairs
        if one is not None
    )


class _Told(Struct):
    """What was said of one thing, and what was found."""

    said: str
    found: Annotated[tuple[str, ...], Meta(min_length=1)]


class _Kept(Struct):
    """What of an attempt's answer the history tells."""

    fastest: _Told | None = None
    memory: _Told | None = None


def _choice(said: str) -> str:
    return _("a tie") if said == TIE else said


def _said_and_found(mark: Marked) -> tuple[str, str, str]:
    return choice_in_words(mark.said), found_in_words(mark.found), _("right") if mark.right else _("wrong")
