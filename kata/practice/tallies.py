"""What the facts about one item come to, counted: derived like its card, so that statistics never read all attempts."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kata.practice.evidence import right
from kata.store.rows import AnswerFact, GradeFact, ItemFacts

LONGEST: Final = 300.0  # seconds of one answer that count: longer, and the reader was away from the desk


class Tally(Struct, frozen=True, kw_only=True):
    """One item, counted over everything that was not taken back.

    A question: `tries` answers, `right` of them right, `sure` given without a doubt, `sure_right` sure and right. A
    variant: `tries` gradings, `right` of them passed; nobody is asked whether they are sure. `first_right`: how the
    first one went. `seconds`: answering, or at the workbench.
    """

    item: str
    tries: int
    right: int
    first_right: bool
    sure: int = 0
    sure_right: int = 0
    seconds: float = 0.0


def tally_of(facts: ItemFacts) -> Tally | None:
    """Return the tally of one item, None where nothing was answered or graded."""
    if facts.answers:
        return _of_answers(facts.item, facts.answers)
    return _of_gradings(facts.item, facts.gradings) if facts.gradings else None


def _of_answers(item: str, answers: Sequence[AnswerFact]) -> Tally:
    went = [right(answer.correct, answer.score) for answer in answers]
    return Tally(
        item=item,
        tries=len(answers),
        right=sum(went),
        first_right=went[0],
        sure=sum(not answer.unsure for answer in answers),
        sure_right=sum(well and not answer.unsure for answer, well in zip(answers, went, strict=True)),
        seconds=sum(min(answer.seconds, LONGEST) for answer in answers),
    )


def _of_gradings(item: str, gradings: Sequence[GradeFact]) -> Tally:
    went = [grading.verdict == "passed" for grading in gradings]
    worked: dict[object, float] = {}
    for grading in gradings:  # what was worked until a grading includes what was worked until the one before, that day
        worked[grading.day] = max(worked.get(grading.day, 0.0), grading.worked or 0.0)
    return Tally(item=item, tries=len(went), right=sum(went), first_right=went[0], seconds=sum(worked.values()))
